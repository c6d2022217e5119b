#!/usr/bin/env bash
# A base for the images, where no image registry can be reached: Debian's smallest system and the C++ library, as a tar
# that Jib reads.
#
# usage: k8s/images/base.sh FILE.tar       (needs root and debootstrap)
#        ./mvnw -Pimage -Dimage.base=tar://$PWD/FILE.tar -pl worker,sink -am package jib:buildTar
set -euo pipefail

out="${1:?usage: k8s/images/base.sh FILE.tar}"
mirror="${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
suite="${DEBIAN_SUITE:-trixie}"
command -v debootstrap > /dev/null || { echo "base: debootstrap is missing (apt-get install debootstrap)" >&2; exit 3; }

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
debootstrap --variant=minbase --include=libstdc++6,ca-certificates "$suite" "$work/os" "$mirror" > "$work/log" 2>&1 \
  || { tail -20 "$work/log" >&2; exit 1; }
rm -rf "$work"/os/var/cache/apt/* "$work"/os/var/lib/apt/lists/* "$work"/os/usr/share/{doc,man,locale}/* "$work"/os/dev/*

mkdir "$work/image"
tar -C "$work/os" --sort=name --mtime=@0 --numeric-owner -cf "$work/image/layer.tar" .
layer="$(sha256sum "$work/image/layer.tar" | cut -d' ' -f1)"
cat > "$work/image/config.json" << JSON
{"architecture":"amd64","os":"linux","created":"1970-01-01T00:00:00Z",
 "config":{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"]},
 "history":[{"created":"1970-01-01T00:00:00Z","created_by":"debootstrap $suite"}],
 "rootfs":{"type":"layers","diff_ids":["sha256:$layer"]}}
JSON
echo '[{"Config":"config.json","RepoTags":["starflow-base:'"$suite"'"],"Layers":["layer.tar"]}]' > "$work/image/manifest.json"
tar -C "$work/image" -cf "$out" manifest.json config.json layer.tar
echo "$out: Debian $suite, layer sha256:$layer"
