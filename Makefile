# Everything that a person does with this checkout. Each target does all of its own set-up.
SHELL := /bin/bash
.PHONY: help demo test check bench
.DEFAULT_GOAL := help

help:   ## say what there is | 说明
	@sed -n 's/^\([a-z]*\):.*## /  make \1 — /p' Makefile
demo:   ## reports of London 1629–1710 and the USA 1940–2002, from nothing | 从零开始生成两份示例报告
	@scripts/demo.sh
test:   ## lint, types, import contracts, tests, doctests | 全部检查与测试
	@scripts/test.sh
check:  ## the same without the tests | 只做静态检查
	@scripts/check.sh
bench:  ## the measurements in benchmarks/, one after the other | 性能与覆盖率测量
	@scripts/bench.sh
