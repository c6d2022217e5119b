#!/usr/bin/env bash
# Builds the three images of the container stack from local files, for a machine that reaches no image registry:
# a Debian root file system by debootstrap, the machine's JDK, and what local/target/stack holds. They keep to the
# conventions of the public images (apache/kafka, apicurio-registry, postgres), so that the tests cannot tell.
#
# usage: integration-tests/containers/build-images.sh      (needs docker, debootstrap and root)
set -euo pipefail

here="$(cd "$(dirname "$0")" && pwd)"
root="$(cd "$here/../.." && pwd)"
stack="$root/local/target/stack"
mirror="${DEBIAN_MIRROR:-http://deb.debian.org/debian}"
suite="${DEBIAN_SUITE:-bookworm}"
tag="${STARFLOW_IT_TAG:-local}"

for tool in docker debootstrap tar xz; do
  command -v "$tool" > /dev/null || { echo "build-images: $tool is missing (apt-get install docker.io debootstrap xz-utils)" >&2; exit 3; }
done
[ -d "$stack" ] || { echo "build-images: $stack is missing: run ./mvnw -DskipTests -pl local -am package" >&2; exit 3; }
. "$root/.mvn/find-jdk.sh"
find_jdk || exit 3

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
one() { # the only folder of a kind, whatever its version
  local found=("$stack/$1"-*)
  [ "${#found[@]}" -eq 1 ] && [ -d "${found[0]}" ] || { echo "build-images: expected one $stack/$1-*" >&2; exit 3; }
  echo "${found[0]}"
}
build() { # tag, context, options; the classic builder, which takes local base images and needs no plugin
  DOCKER_BUILDKIT=0 docker build -t "$1" "${@:3}" "$2" > "$work/build.log" 2>&1 || { tail -20 "$work/build.log" >&2; exit 1; }
}

if ! docker image inspect starflow-it/os:"$suite" > /dev/null 2>&1; then
  echo "build-images: Debian $suite from $mirror"
  debootstrap --variant=minbase "$suite" "$work/os" "$mirror" > "$work/debootstrap.log" 2>&1 \
    || { tail -20 "$work/debootstrap.log" >&2; exit 1; }
  rm -rf "$work"/os/var/cache/apt/* "$work"/os/var/lib/apt/lists/* "$work"/os/usr/share/{doc,man,locale}/*
  tar -C "$work/os" -c . | docker import - starflow-it/os:"$suite" > /dev/null
fi

if ! docker image inspect starflow-it/java:"$suite" > /dev/null 2>&1; then
  echo "build-images: JDK of $JAVA_HOME"
  tar -C "$JAVA_HOME" -ch --transform='s,^\.,opt/jdk,' --exclude=./lib/src.zip --exclude=./jmods --exclude=./demo . > "$work/jdk.tar"
  printf 'FROM starflow-it/os:%s\nADD jdk.tar /\nENV JAVA_HOME=/opt/jdk PATH=/opt/jdk/bin:/usr/sbin:/usr/bin:/sbin:/bin\n' "$suite" > "$work/Dockerfile"
  build starflow-it/java:"$suite" "$work"
  rm "$work/jdk.tar"
fi

image() { # name, folder under containers/, what becomes files/ in its context
  local context="$work/$1"
  mkdir -p "$context"
  cp -r "$here/$1/." "$context/"
  cp -r "$2" "$context/files"
  build starflow-it/"$1":"$tag" "$context" --build-arg SUITE="$suite"
  echo "starflow-it/$1:$tag"
}

image kafka "$(one kafka)"
image registry "$(one registry)"
mkdir -p "$work/pg"
tar -C "$work/pg" -xJf "$(one postgresql)"/*.txz
image postgres "$work/pg"

cat <<MESSAGE
run the integration tests on them:
  ./mvnw verify -Pcontainers -Dstarflow.it.image.kafka=starflow-it/kafka:$tag \\
    -Dstarflow.it.image.registry=starflow-it/registry:$tag -Dstarflow.it.image.postgres=starflow-it/postgres:$tag
MESSAGE
