# Everything that a person does with this checkout. Each target does all of its own set-up.
SHELL := /bin/bash
.PHONY: help demo test check bench
.DEFAULT_GOAL := help

help:   ## say what there is | 说明
	@sed -n 's/^\([a-z]*\):.*## /  make \1 — /p' Makefile
demo:   ## two reports, then the office of a simulated city on http://127.0.0.1:8000 | 生成两份示例报告，并在本机运行模拟城市的业务系统
	@scripts/demo.sh
test:   ## lint, types, import contracts, tests, doctests | 全部检查与测试
	@scripts/test.sh
check:  ## the same without the tests | 只做静态检查
	@scripts/check.sh
bench:  ## the measurements in benchmarks/, one after the other | 性能与覆盖率测量
	@scripts/bench.sh
