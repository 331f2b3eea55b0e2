# The two commands: `make lab` to read and run the notebooks, `make test` to test everything.
#
#   make lab [EDITION=ko]   install into .venv, then open JupyterLab at the contents page
#   make test               all tests, and every notebook against its stored outputs
#   make notebooks          rebuild the notebooks whose source has changed (NAMES="04" for one, FORCE=1 to run all)
#   make solutions          the teachers' editions, with solutions, in notebooks/solutions
#   make site               the reading edition, without a kernel, in site/_build
#   make clean              remove what was built (not .venv)
#
#   PYTHON=python3.12       another Python (3.11 or newer) for .venv
#   TORCH=cpu               take PyTorch's small CPU-only build from its own wheel index. The usual Linux wheel
#                           brings gigabytes of CUDA; the CPU is enough for everything here.
#   WORKERS=2               test processes; one per core if left out

PYTHON ?= python3
EDITION ?= en
WORKERS ?= auto
TORCH ?=
NAMES ?=
FORCE ?=

VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/installed.stamp
SITE_INSTALLED := $(VENV)/site.stamp
CONTENTS = $(notdir $(firstword $(wildcard notebooks/$(EDITION)/00_*.ipynb)))
TORCH_INDEX := $(if $(filter cpu,$(TORCH)),--extra-index-url https://download.pytorch.org/whl/cpu)
AS_ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)

.PHONY: help lab test notebooks solutions site clean install
help:
	@sed -n '1,/^$$/s/^# \{0,1\}//p' Makefile

install: $(INSTALLED)

$(INSTALLED): pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	  echo "qmlaw needs Python 3.11 or newer; '$(PYTHON)' is $$($(PYTHON) --version 2>&1)."; \
	  echo "Name another one: make PYTHON=python3.12 …"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH_INDEX) -c constraints.txt -e ".[notebooks,test]"
	@# Matplotlib lists the fonts of the machine once; doing it here keeps its notice out of the notebooks.
	@$(BIN)/python -c "import matplotlib.font_manager"
	@touch $@

lab: $(INSTALLED)
	@test -n "$(CONTENTS)" || { echo "no contents page notebooks/$(EDITION)/00_*.ipynb; EDITION is en or ko"; exit 1; }
	JUPYTER_CONFIG_PATH="$(CURDIR)/notebooks/jupyter" $(BIN)/jupyter lab $(AS_ROOT) \
	  --ServerApp.root_dir="$(CURDIR)/notebooks" --LabApp.default_url=/lab/tree/$(EDITION)/$(CONTENTS)

# One run, one summary: ruff is one of the tests, and nbval makes each notebook cell a test.
# loadscope keeps the cells of a notebook together; the notebooks come first because they take longest.
# One thread per process: with more, Numba also gives them to GFN2-xTB, and the processes wait for each other.
test: $(INSTALLED)
	OMP_NUM_THREADS=1 NUMBA_NUM_THREADS=1 $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope --durations=10 \
	  --nbval --nbval-current-env --nbval-cell-timeout=900 --nbval-sanitize-with=notebooks/nbval_sanitize.cfg \
	  notebooks/en notebooks/ko tests

notebooks: $(INSTALLED)
	$(BIN)/qmlaw notebooks build $(if $(FORCE),--force) $(NAMES)

solutions: $(INSTALLED)
	$(BIN)/qmlaw notebooks solutions $(NAMES)

$(SITE_INSTALLED): $(INSTALLED)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check $(TORCH_INDEX) -c constraints.txt -e ".[site]"
	@touch $@

site: $(SITE_INSTALLED)
	$(BIN)/python site/build.py

clean:
	rm -rf notebooks/solutions site/_build site/_generated .pytest_cache .ruff_cache .hypothesis
	find lib tests notebooks -name __pycache__ -prune -exec rm -rf {} +
