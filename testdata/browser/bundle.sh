#!/bin/sh
# Makes cmd/crossroads/web/page/d3.js anew: the notice that stands in it, then the bundle.
set -eu
cd "$(dirname "$0")"
to=../../cmd/crossroads/web/page/d3.js
notice=$(sed -n '/^\/\//p' "$to")
bundle=$(npx esbuild d3.js --bundle --minify --format=iife --global-name=d3 --target=es2020 --legal-comments=none --log-level=warning)
printf '%s\n%s\nexport {d3};\n' "$notice" "$bundle" >"$to"
