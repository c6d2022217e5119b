# Sourced by mvnw and starflow. Sets JAVA_HOME to a JDK of at least STARFLOW_JDK (25), looking at JAVA_HOME, the
# default java, the usual JDK folders and SDKMAN; says in one sentence what to install when there is none.

jdk_version() {
  [ -x "$1/bin/javac" ] || return 0
  # "25" or "25.0.1" of JAVA_VERSION="25.0.1"; reading the file is faster than starting a JVM.
  if [ -r "$1/release" ]; then
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
  else
    "$1/bin/javac" -version 2>&1 | sed -n 's/^javac \([0-9]*\).*/\1/p'
  fi
}

find_jdk() {
  wanted="${STARFLOW_JDK:-25}"
  default_java="$(command -v javac 2>/dev/null || :)"
  [ -z "$default_java" ] || default_java="$(dirname "$(dirname "$(readlink -f "$default_java")")")"
  case "$-" in *f*) noglob=-f ;; *) noglob=+f ;; esac
  set +f
  for candidate in \
    "${JAVA_HOME-}" "$default_java" \
    /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /opt/*jdk* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
    [ -n "$candidate" ] && [ -d "$candidate" ] || continue
    version="$(jdk_version "$candidate")"
    if [ "${version:-0}" -ge "$wanted" ] 2>/dev/null; then
      set "$noglob"
      JAVA_HOME="$candidate"
      export JAVA_HOME
      return 0
    fi
  done
  set "$noglob"
  echo "Starflow needs a JDK $wanted or newer and found none: install one (for example Temurin $wanted, or apt install openjdk-$wanted-jdk) and point JAVA_HOME at it." >&2
  return 1
}
