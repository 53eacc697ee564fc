# shellcheck shell=sh disable=SC2154
# Sourced by ./package, which set root, jdk, dist, version, machine, image, scratch and epoch: a folder
# with the command, its jars, and a Java of no more modules than they use.

# What no jar names, as it is found by its service: elliptic curves of TLS, DNS, letters of terminals.
services=jdk.crypto.ec,jdk.naming.dns,jdk.charsets

make_image() {
  app=$image/app
  mkdir -p "$image/scripts" "$app/lib" "$image/legal"
  copy_jars
  link_runtime
  cp "$root/ferry" "$image/ferry"
  cp "$root/scripts/launch.sh" "$image/scripts/launch.sh"
  cp "$root/README.md" "$root/NOTICE" "$image/"
  cp "$root/packaging/copyright" "$image/legal/"
  cp "$root/LICENSE" "$image/legal/Apache-2.0"
  cp "$root/ferry-omemo/LICENSE" "$image/legal/GPL-3"
  describe_commands
  chmod -R u+w,go-w,a+rX "$image"
  find "$image" -exec touch -h -d "@$epoch" {} +
}

copy_jars() {
  read_classpath ferry-app
  old_ifs=$IFS
  IFS=:
  for jar in $jars; do
    name=${jar##*/}
    case $name in
      ferry-*) library=ferry ;;
      *) library=${name%%-[0-9]*} ;;
    esac
    grep -q "ferry/app/lib/$library-\*" "$root/packaging/copyright" ||
      die "package: packaging/copyright does not say whose $name is, and under which licence."
    case $name in
      sqlite-jdbc-*) copy_without_other_systems "$dist/$jar" "$app/$jar" ;;
      *) cp "$dist/$jar" "$app/$jar" ;;
    esac
  done
  IFS=$old_ifs
  cp "$dist/ferry-app.jar" "$dist/classpath" "$app/"
  name_build >"$app/build"
}

# copy_without_other_systems FROM TO: SQLite's jar brings its library for two dozen systems and unpacks one
# at each start. Here that one lies beside it.
copy_without_other_systems() {
  mkdir -p "$scratch/sqlite" "$app/native"
  "$jdk/bin/jar" --extract --file "$1" --dir "$scratch/sqlite"
  (
    IFS=$old_ifs
    cd "$scratch/sqlite"
    mv "org/sqlite/native/Linux/$machine/libsqlitejdbc.so" "$app/native/" ||
      die "package: SQLite has no library for $machine."
    rm -rf org/sqlite/native
    find . -type f ! -path ./META-INF/MANIFEST.MF | sort >../sqlite.files
    "$jdk/bin/jar" --create --file "$2" --date 2026-01-01T00:00:00Z \
      --manifest META-INF/MANIFEST.MF @../sqlite.files
  )
}

link_runtime() {
  modules=$("$jdk/bin/jdeps" --ignore-missing-deps --multi-release 25 --print-module-deps \
    --class-path "$app/lib/*" "$app/ferry-app.jar" "$app"/lib/*.jar 2>/dev/null | tail -n 1)
  "$jdk/bin/jlink" --add-modules "$modules,$services" --output "$image/runtime" \
    --strip-java-debug-attributes --no-header-files --no-man-pages --dedup-legal-notices=error-if-not-same-content
  # Windows on a screen, and sound: nothing here opens any, and they would ask for the libraries of X.
  (cd "$image/runtime/lib" && rm -f libawt_xawt.so libjawt.so libsplashscreen.so libjsound.so)
}

# The manual page and the completions are the command's own words; that it says them shows that it runs.
describe_commands() {
  run_image() { FERRY_HOME=$scratch/home "$image/runtime/bin/java" -XX:+UseSerialGC \
    -XX:TieredStopAtLevel=1 -cp "$app/ferry-app.jar:$app/lib/*" "$@"; }
  mkdir -p "$image/share"
  run_image dev.ferry.app.ManPage >"$image/share/ferry.1"
  for shell in bash zsh fish; do
    run_image dev.ferry.app.FerryCommand completion $shell >"$image/share/ferry.$shell"
  done
}

# Makes of the script for zsh, which is meant to be sourced, one that zsh loads when it is first asked:
# the question that it is loaded for has to be answered at its end. compopt is bash's own.
complete_when_asked() {
  printf '%s\n' '#compdef ferry' 'compopt() { :; }'
  cat "$1"
  printf '\n%s\n' '_bash_complete -o default -F _complete_ferry'
}
