# shellcheck shell=sh disable=SC2154,SC3013
# Sourced by ./ferry, ./bench and ./package, which set root (this checkout, or a package made of it).
# POSIX sh; no program is started on the way to a finished build but one find, since a user feels each.
#
#   FERRY_JAVA_HOME  the JDK to use, before any other; a package has a Java of its own
#   FERRY_OPTS       more options for the JVM
#   FERRY_BUILD      never: run what is built, however old it is

replace=
tuning=
facts=
natives=

say() { printf '%s\n' "$*" >&2; }

die() {
  say "$@"
  exit 1
}

# is_jdk HOME: whether a JDK 25 or newer lies there; leaves its identity in jdk_id.
is_jdk() {
  [ -x "$1/bin/javac" ] && is_java "$1"
}

is_java() {
  [ -x "$1/bin/java" ] || return 1
  jdk_version=
  jdk_build=
  if [ -r "$1/release" ]; then
    while IFS='=' read -r key value; do
      value=${value#\"}
      case $key in
        JAVA_VERSION) jdk_version=${value%\"} ;;
        JAVA_RUNTIME_VERSION) jdk_build=${value%\"} ;;
      esac
    done <"$1/release"
  fi
  if [ -z "$jdk_version" ]; then
    jdk_version=$("$1/bin/java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')
  fi
  jdk_major=${jdk_version%%[!0-9]*}
  [ "${jdk_major:-0}" -ge 25 ] || return 1
  jdk_id="$1 $jdk_version $jdk_build"
}

# Sets jdk to the home of a JDK 25 or newer, or ends with a message.
find_jdk() {
  jdk=$root/runtime
  if is_java "$jdk"; then return; fi
  if [ -n "${FERRY_JAVA_HOME:-}" ]; then
    jdk=$FERRY_JAVA_HOME
    is_jdk "$jdk" || die "ferry: FERRY_JAVA_HOME=$jdk holds no JDK 25 or newer. Correct it or unset it."
    return
  fi
  for jdk in \
    "${JAVA_HOME:-}" \
    /usr/lib/jvm/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    "${HOME:-}"/Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* \
    /opt/java/openjdk /opt/*jdk* /usr/java/*; do
    if [ -n "$jdk" ] && is_jdk "$jdk"; then return; fi
  done
  jdk=$(command -v javac || true)
  while [ -h "$jdk" ]; do
    link=$(readlink "$jdk")
    case $link in
      /*) jdk=$link ;;
      *) jdk=${jdk%/*}/$link ;;
    esac
  done
  jdk=${jdk%/bin/javac}
  if [ -n "$jdk" ] && is_jdk "$jdk"; then return; fi
  say "ferry: no JDK 25 or newer was found on this machine."
  say "Looked at JAVA_HOME, /usr/lib/jvm, the PATH and the usual places of macOS, SDKMAN and IDEs."
  die "Install one (for example Eclipse Temurin 25) or point FERRY_JAVA_HOME at one."
}

# is_stale DIST: whether the build there is missing or older than a source.
is_stale() {
  [ -f "$1/classpath" ] || return 0
  newer=$(find "$root/pom.xml" "$root"/ferry-*/pom.xml "$root"/ferry-*/src/main \
    -newer "$1/classpath" -print -quit)
  [ -n "$newer" ]
}

# build MODULE: sets dist to what is built of it: in a package app, else MODULE/target/dist, which it
# builds where that is missing or older than a source.
build() {
  dist=$root/app
  if [ -f "$dist/classpath" ]; then return; fi
  dist=$root/$1/target/dist
  if [ "${FERRY_BUILD:-auto}" = never ]; then
    [ -f "$dist/classpath" ] || die "ferry: nothing is built in $dist, and FERRY_BUILD=never."
    return
  fi
  is_stale "$dist" || return 0
  state=$root/.ferry-build
  mkdir -p "$state" || die "ferry: cannot build, $root is not writable."
  lock "$state/lock"
  if is_stale "$dist"; then
    if [ -f "$dist/classpath" ]; then
      say "ferry: building again, the sources have changed ..."
    else
      say "ferry: building Ferry, once ..."
    fi
    : >"$state/began"
    if ! (cd "$root" && JAVA_HOME=$jdk ./mvnw -q package -pl "$1" -am -Dmaven.test.skip=true \
      -Dcyclonedx.skip=true -Djacoco.skip=true -Denforcer.skip=true) >"$state/log" 2>&1; then
      unlock
      tail -n 20 "$state/log" >&2
      die "ferry: the build failed; all it said is in $state/log"
    fi
    name_build >"$dist/build"
    # What was saved while it built counts as newer than it.
    touch -r "$state/began" "$dist/classpath"
  fi
  unlock
}

# Says which sources a build is made of, as "COMMIT of DATE", where git knows.
name_build() {
  if commit=$(git -C "$root" log -1 --format='%h of %cs' 2>/dev/null); then
    changes=$(git -C "$root" status --porcelain --untracked-files=no 2>/dev/null)
    printf '%s\n' "$commit${changes:+, with changes}"
  fi
}

# lock DIR: waits for whoever else builds here; a lock whose owner has died is taken over.
lock() {
  while ! mkdir "$1" 2>/dev/null; do
    owner=
    [ -r "$1/owner" ] && read -r owner <"$1/owner"
    if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null; then
      rm -rf "$1"
    else
      sleep 0.2
    fi
  done
  echo $$ >"$1/owner"
  held=$1
  trap 'unlock' EXIT
  trap 'unlock; exit 130' INT TERM HUP
}

unlock() {
  rm -rf "$held"
  trap - EXIT INT TERM HUP
}

# Sets classpath to the jars of the build in dist, the module's own first, and facts and natives to
# what the JVM is told of them.
read_classpath() {
  IFS= read -r jars <"$dist/classpath" || [ -n "$jars" ] || die "ferry: $dist/classpath is empty; remove it."
  classpath=$dist/$1.jar
  old_ifs=$IFS
  IFS=:
  for jar in $jars; do classpath=$classpath:$dist/$jar; done
  IFS=$old_ifs
  built=
  # One that is older than the build tells of another one.
  if [ -r "$dist/build" ] && ! [ "$dist/classpath" -nt "$dist/build" ]; then
    IFS= read -r built <"$dist/build" || true
  fi
  facts=${built:+-Dferry.build=$built}
  if [ -d "$dist/native" ]; then natives=-Dorg.sqlite.lib.path=$dist/native; fi
}

# find_cache MAIN: sets cache to the AOT cache of this build and this JDK, recorded where it is missing
# or older than a jar; or to nothing. An empty file stands for a recording that failed: it is not
# tried again before something changes.
find_cache() {
  cache=$dist/ferry.aot
  recorded=
  [ -r "$cache.for" ] && IFS= read -r recorded <"$cache.for"
  if [ "$recorded" != "$jdk_id $classpath" ] || is_older_than_a_jar "$cache"; then
    # Two that start at once: one records, the other runs without. A recorder killed long ago is no bar.
    if [ -d "$dist/recording" ] && [ -n "$(find "$dist/recording" -prune -mmin +5)" ]; then
      rm -rf "$dist/recording"
    fi
    if [ -w "$dist" ] && mkdir "$dist/recording" 2>/dev/null; then
      trap 'rm -rf "$dist/recording"' EXIT
      trap 'rm -rf "$dist/recording"; exit 130' INT TERM HUP
      record_cache "$1"
      rm -rf "$dist/recording"
      trap - EXIT INT TERM HUP
    else
      cache=
    fi
  fi
  if [ -n "$cache" ] && [ ! -s "$cache" ]; then cache=; fi
  # A JVM that is told of two caches does not start.
  case "${FERRY_OPTS:-} ${JAVA_TOOL_OPTIONS:-} ${JDK_JAVA_OPTIONS:-}" in
    *-Xshare* | *:Shared* | *:AOT* | *DumpLoadedClassList*) cache= ;;
  esac
}

is_older_than_a_jar() {
  [ -f "$1" ] || return 0
  for jar in "$dist"/*.jar "$dist"/lib/*.jar; do
    if [ "$jar" -nt "$1" ]; then return 0; fi
  done
  return 1
}

# The rehearsal that the cache is recorded from: a whole transfer, in a home of its own.
record_cache() {
  rm -f "$cache" "$cache.for"
  FERRY_HOME=$dist/recording/home java_run -XX:AOTCacheOutput="$dist/recording/aot" "$1" \
    demo --rehearsal \
    </dev/null >/dev/null 2>&1
  if [ -s "$dist/recording/aot" ]; then
    mv "$dist/recording/aot" "$cache"
  else
    : >"$cache"
  fi
  printf '%s\n' "$jdk_id $classpath" >"$cache.for"
}

# Sets tuning for what lives no longer than a transfer. Half of a transfer's processor time went into
# optimizing code that was over before it had paid: now only what is hot for seconds is optimized, and,
# as soon as ever, the loops of the cryptography that Java brings itself, which are slow until then.
tune_for_transfers() {
  tuning="-XX:Tier4InvocationThreshold=100000 -XX:Tier4MinInvocationThreshold=12000"
  tuning="$tuning -XX:Tier4CompileThreshold=300000 -XX:Tier4BackEdgeThreshold=800000"
  tuning="$tuning -XX:CompileCommand=quiet"
  for loops in com.sun.crypto.provider sun.security.provider sun.security.util.math java.math; do
    tuning="$tuning -XX:CompileCommand=CompileThresholdScaling,$loops.*::*,0.05"
  done
}

# java_run [JVM OPTION...] MAIN [ARGUMENT...]: the one way a JVM is started; replace=exec makes it take
# the place of this shell. What a JVM has to say of a cache that it cannot use is not for the user, nor that
# the libraries of OMEMO look for a native one and reach around the heap. No -XX:TieredStopAtLevel: it would
# slow the copying; but compiling later leaves more of a transfer's first second to the transfer.
java_run() {
  case " ${FERRY_OPTS:-}" in
    *" -XX:+Use"*GC*) collector= ;;
    *) collector=-XX:+UseSerialGC ;;
  esac
  # shellcheck disable=SC2086 # tuning is a list; its patterns of classes match no file
  $replace "$jdk/bin/java" $collector -XX:CompileThresholdScaling=3 $tuning "-Xlog:aot*=off,cds*=off" \
    --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow \
    ${facts:+"$facts"} ${natives:+"$natives"} -cp "$classpath" "$@"
}
