# The commands of the project. Each installs what is missing, reports its steps, and skips what is already done.
.PHONY: help run dev test bench

DATA ?= data
LISTEN ?= 127.0.0.1:3000

help:
	@echo 'make run          build and serve Spaces on http://$(LISTEN), data in $(DATA)/'
	@echo 'make run DEMO=1   the same with a demo account'
	@echo 'make dev          serve and rebuild on every change (http://127.0.0.1:3000)'
	@echo 'make test         run every check, the browser tests last'
	@echo 'make bench        measure speed beside other programs (ONLY=list,read for some parts)'

run:
	@DATA='$(DATA)' LISTEN='$(LISTEN)' DEMO='$(DEMO)' bin/run

dev:
	@bin/dev

test:
	@bin/test

bench:
	@ONLY='$(ONLY)' bin/bench
