# What a person types. Each installs what is missing, says what it does, and does nothing twice.
.PHONY: help run dev test bench

DATA ?= data
LISTEN ?= 127.0.0.1:3000

help:
	@echo 'make run          build and serve Spaces on http://$(LISTEN), data in $(DATA)/'
	@echo 'make run DEMO=1   the same with a made-up account to look around in'
	@echo 'make dev          serve and rebuild on every change (http://127.0.0.1:3000)'
	@echo 'make test         every check, the browser tests last'
	@echo 'make bench        how fast it is, beside others (ONLY=list,read for some parts)'

run:
	@DATA='$(DATA)' LISTEN='$(LISTEN)' DEMO='$(DEMO)' bin/run

dev:
	@bin/dev

test:
	@bin/test

bench:
	@ONLY='$(ONLY)' bin/bench
