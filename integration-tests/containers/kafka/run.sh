#!/bin/bash
# As in apache/kafka: KAFKA_MESSAGE_MAX_BYTES=1 becomes message.max.bytes=1, the storage is formatted once.
set -euo pipefail
export KAFKA_LOG_DIRS="${KAFKA_LOG_DIRS:-/var/lib/kafka/data}"
properties=/var/lib/kafka/server.properties
env | sed -n 's/^KAFKA_\([A-Z0-9_]*\)=\(.*\)/\1=\2/p' | grep -v '^OPTS=\|^HEAP_OPTS=' | while IFS='=' read -r name value; do
  printf '%s=%s\n' "$(tr 'A-Z_' 'a-z.' <<< "$name")" "$value"
done > "$properties"
java=(java ${KAFKA_HEAP_OPTS:--Xmx512m} -Dorg.slf4j.simpleLogger.defaultLogLevel=info -cp '/opt/kafka/lib/*')
"${java[@]}" kafka.tools.StorageTool format --ignore-formatted -t "${CLUSTER_ID:-4L6g3nShT-eMCtK--X86sw}" -c "$properties"
exec "${java[@]}" kafka.Kafka "$properties"
