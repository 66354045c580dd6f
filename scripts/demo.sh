#!/usr/bin/env bash
# From two tables of births to two reports, each in both languages; then the office of the simulated city, until Ctrl-C.
set -euo pipefail
source "$(dirname "$0")/environment.sh"
environment demo demo

out=build/demo
rm -rf "$out" && mkdir -p "$out"

report() { # report NAME FILE LANGUAGE SOURCE: writes the report and the workbook, prints the headline
    local answer=build/answer.txt
    COLUMNS=200 "$VENV/bin/evenborn" ratio "examples/$2" --by year --reference 107 --pool 3 --lang "$3" --source "$4" \
        --html "$out/$1.$3.html" --xlsx "$out/$1.$3.xlsx" >"$answer" 2>&1 || { cat "$answer" && exit 1; }
    printf '\n── %s\n' "$4"
    sed -n 1,4p "$answer"
}
london=london_christenings_1629_1710.csv
us=us_births_1940_2002.csv
report london $london en "London 1629–1710, christenings (Arbuthnot 1710)"
report london $london zh "伦敦 1629–1710 年，受洗登记（阿巴思诺特 1710）"
report us $us en "United States 1940–2002, registered births (National Center for Health Statistics)"
report us $us zh "美国 1940–2002 年，出生登记（国家卫生统计中心）"

printf '\n'
say "Open in any browser, no network needed:" "用任意浏览器打开，无需联网："
printf '   %s\n' "$PWD/$out"/*.html
say "The same numbers as workbooks:" "同样的数字，电子表格："
printf '   %s\n' "$PWD/$out"/*.xlsx

printf '\n'
exec "$VENV/bin/evenborn" demo --folder build/office
