#!/usr/bin/env bash
# Applies every overlay to a real API server: kube-apiserver and etcd, built here from their Go modules, with the
# operators' definitions of ../../schemas. What it refuses, or warns of, fails the run; so does a rule (CEL) of a
# definition, which no schema test sees. Nothing runs in this "cluster": it has no nodes and no controllers.
#
# usage: k8s/test/api-server/run.sh      (needs go, kubectl, curl, openssl; the first build takes 10 minutes on two cores)
set -euo pipefail

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
k8s="$(cd "$here/../.." && pwd)"
bin="${STARFLOW_API_SERVER_BIN:-$here/target}"

for tool in go kubectl curl openssl; do
  command -v "$tool" > /dev/null || { echo "api-server: $tool is missing" >&2; exit 3; }
done

if [ ! -x "$bin/kube-apiserver" ] || [ ! -x "$bin/etcd" ]; then
  mkdir -p "$bin"
  echo "Building kube-apiserver and etcd into $bin"
  (cd "$here" && nice go build -ldflags='-s -w' -o "$bin/kube-apiserver" k8s.io/kubernetes/cmd/kube-apiserver \
    && nice go build -ldflags='-s -w' -o "$bin/etcd" go.etcd.io/etcd/server/v3)
fi

work="$(mktemp -d)"
pids=()
finish() {
  # Without etcd the API server would not end by itself for minutes; it holds nothing.
  [ "${#pids[@]}" = 0 ] || kill -9 "${pids[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap finish EXIT

free_port() {
  python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
etcd_port="$(free_port)" peer_port="$(free_port)" port="$(free_port)"
etcd_url="http://127.0.0.1:$etcd_port"

"$bin/etcd" --data-dir "$work/etcd" --listen-client-urls "$etcd_url" --advertise-client-urls "$etcd_url" \
  --listen-peer-urls "http://127.0.0.1:$peer_port" --initial-advertise-peer-urls "http://127.0.0.1:$peer_port" \
  --initial-cluster "default=http://127.0.0.1:$peer_port" --log-level error > "$work/etcd.log" 2>&1 &
pids+=($!)

openssl genrsa -out "$work/accounts.key" 2048 2> /dev/null
token="$(openssl rand -hex 16)"
(umask 077; echo "$token,tester,tester,system:masters" > "$work/tokens.csv")
"$bin/kube-apiserver" --etcd-servers "$etcd_url" --bind-address 127.0.0.1 --secure-port "$port" --cert-dir "$work/certs" \
  --token-auth-file "$work/tokens.csv" --authorization-mode RBAC --endpoint-reconciler-type none \
  --service-account-issuer https://starflow.test --service-account-key-file "$work/accounts.key" \
  --service-account-signing-key-file "$work/accounts.key" --service-cluster-ip-range 10.96.0.0/16 \
  --disable-admission-plugins ServiceAccount > "$work/kube-apiserver.log" 2>&1 &
pids+=($!)

export KUBECONFIG="$work/kubeconfig"
kubectl config set-cluster test --server "https://127.0.0.1:$port" --insecure-skip-tls-verify=true > /dev/null
kubectl config set-credentials tester --token "$token" > /dev/null
kubectl config set-context test --cluster test --user tester > /dev/null
kubectl config use-context test > /dev/null

ready=false
for _ in $(seq 1 300); do
  [ "$(curl -ks -m 5 -H "Authorization: Bearer $token" "https://127.0.0.1:$port/readyz" || true)" = ok ] && ready=true && break
  kill -0 "${pids[@]}" 2>/dev/null || break
  sleep 1
done
if ! $ready; then
  echo "api-server: not ready; the ends of the logs:" >&2
  tail -20 "$work/etcd.log" "$work/kube-apiserver.log" >&2
  exit 1
fi

for definition in "$k8s"/schemas/*.*.json; do
  [ "$(basename "$definition")" = kubernetes.json ] || kubectl apply --server-side -f "$definition" > /dev/null
done
kubectl wait --for=condition=Established crd --all --timeout=120s > /dev/null

failed=0
apply() { # overlay, options
  local overlay="$1" log="$work/$1.log"
  if kubectl apply --server-side --validate=strict "${@:2}" -k "$k8s/overlays/$overlay" > "$log" 2>&1 && ! grep -qi '^warning' "$log"; then
    echo "$overlay: $(grep -c 'serverside-applied' "$log") objects taken"
  else
    echo "$overlay:" >&2
    grep -v 'serverside-applied' "$log" >&2 || true
    failed=1
  fi
}

# dev and gpu are two installations of one namespace: dev is tried and left, gpu stays, and a campaign goes on top of it.
kubectl apply --server-side -f "$k8s/base/namespace/namespace.yaml" > /dev/null
apply dev --dry-run=server
apply gpu
apply campaign
exit "$failed"
