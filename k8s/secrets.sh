#!/usr/bin/env bash
# Makes the Secrets that no operator makes, with random passwords, in the namespace starflow. What exists is left as it
# is. A platform with a vault makes the same ones from there: docs/kubernetes.md lists them.
#
# usage: k8s/secrets.sh [--print]      (--print writes the manifests to standard output instead of applying them)
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
namespace="${STARFLOW_NAMESPACE:-starflow}"
print=false
[ "${1-}" != --print ] || print=true
for tool in kubectl openssl; do
  command -v "$tool" > /dev/null || { echo "secrets: $tool is missing" >&2; exit 3; }
done

umask 077
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

password() { openssl rand -hex 24; }

# Contents come from files: a command line can be read by everybody on the machine.
secret() { # name, type, folder of its keys
  if ! $print && kubectl -n "$namespace" get secret "$1" > /dev/null 2>&1; then
    echo "$1 exists" >&2
    return
  fi
  local manifest
  manifest="$(kubectl create secret generic "$1" --type="$2" --namespace="$namespace" --from-file="$3" \
    --dry-run=client -o yaml)"
  if $print; then
    printf '%s\n---\n' "$manifest"
  else
    kubectl create -f - <<< "$manifest" >&2
  fi
}

login() { # name, user: a role of the database
  mkdir "$work/$1"
  printf %s "$2" > "$work/$1/username"
  printf %s "$(password)" > "$work/$1/password"
  secret "$1" kubernetes.io/basic-auth "$work/$1"
}
login starflow-registry-db registry
login starflow-sink-db starflow_sink
login starflow-reader-db starflow_reader

mkdir "$work/accounts"
printf %s "$(password)" > "$work/accounts/operator-password"
printf %s "$(password)" > "$work/accounts/reader-password"
secret starflow-sink-accounts Opaque "$work/accounts"

# Users of the registry and their roles, as acls.yaml says; beside it, what each client sends.
mkdir "$work/users"
while read -r user right; do
  case "$right" in
  write) role=sr-developer ;;
  read) role=sr-readonly ;;
  *) continue ;;
  esac
  secret="$(password)"
  printf 'quarkus.security.users.embedded.users.%s=%s\nquarkus.security.users.embedded.roles.%s=%s\n' \
    "$user" "$secret" "$user" "$role" >> "$work/users/users.properties"
  printf '%s:%s' "$user" "$secret" > "$work/users/$user"
done < <(sed -n 's/^  - name: *\(.*\)$/\1/p; s/^    registry: *\(.*\)$/ \1/p' "$here/acls.yaml" | paste -d' ' - -)
secret starflow-registry-users Opaque "$work/users"

# A certificate of its own for the registry. With cert-manager, a Certificate of this name takes its place.
mkdir "$work/tls"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 -subj "/CN=starflow-registry CA" \
  -keyout "$work/ca.key" -out "$work/ca.crt" -addext basicConstraints=critical,CA:TRUE \
  -addext keyUsage=critical,keyCertSign,cRLSign 2> /dev/null
openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj "/CN=starflow-registry" \
  -keyout "$work/tls/tls.key" -out "$work/tls.csr" 2> /dev/null
openssl x509 -req -in "$work/tls.csr" -CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 825 \
  -extfile <(printf 'subjectAltName=DNS:starflow-registry,DNS:starflow-registry.%s.svc\nextendedKeyUsage=serverAuth\n' "$namespace") \
  -out "$work/tls/tls.crt" 2> /dev/null
cp "$work/ca.crt" "$work/tls/ca.crt"
secret starflow-registry-tls kubernetes.io/tls "$work/tls"
