#!/usr/bin/env bash
# Wraps each file of rules/ into a PrometheusRule, as it is and indented: kustomize cannot. Run it after a change of the
# rules; a test compares the two.
#
# usage: k8s/monitoring/wrap-rules.sh      (rewrites k8s/monitoring/prometheus-rules.yaml)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

{
  echo "# Made by wrap-rules.sh from rules/: change it there."
  for file in rules/*.yaml; do
    printf -- '---\napiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nmetadata:\n  name: starflow-rules-%s\nspec:\n' \
      "$(basename "$file" .yaml)"
    sed 's/^\(.\)/  \1/' "$file"
  done
} > prometheus-rules.yaml
