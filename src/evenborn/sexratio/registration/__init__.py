"""Were the girls never born, or only never registered? Births that no register holds, by sex.

For whoever holds registers against each other. Births of each sex go in by capture pattern: in which
registers each was found.

===============================================  ==================================================
question                                         file
===============================================  ==================================================
which patterns are there?                        ``patterns``
how many births does neither of two hold?        ``two_registers``
what do errors of the linkage do?                ``linkage`` (of two), ``splitting`` (of more)
which registers may depend on each other?        ``models``
how does one such model fit?                     ``loglinear``, ``likelihood``, ``existence``
and all of them together?                        ``averaging``
what would the ratio be?                         ``estimate``, ``corrected``, ``births`` (of one sex)
how far does it hang on independence?            ``dependence`` (range, tipping point)
are more girls than boys in few registers?       ``faint``
between which ends is the ratio then?            ``region``
how many girls may be hidden without a sign?     ``plausible``
does the excess grow with birth order?           ``orders``
selection or concealment?                        ``verdict``, ``ends`` (with nature's variation)
all of it, area by area?                         ``areas``
===============================================  ==================================================
"""

from evenborn.sexratio.registration.areas import AreaCoverage, coverage_by_area
from evenborn.sexratio.registration.averaging import AveragedBirths, average_models
from evenborn.sexratio.registration.births import EstimatedBirths
from evenborn.sexratio.registration.corrected import CorrectedInterval, CorrectedRatio
from evenborn.sexratio.registration.dependence import (
    DependenceRange,
    dependence_range,
    girls_needed,
    tipping_point,
)
from evenborn.sexratio.registration.estimate import corrected_ratio
from evenborn.sexratio.registration.faint import (
    HIDDEN_PER_FAINT,
    HIDDEN_PER_FAINT_EXPLAINED,
    HIDDEN_PER_FAINT_WHERE_SHOWN,
    FaintBirths,
    faint_births,
)
from evenborn.sexratio.registration.linkage import NO_ERRORS, LinkageErrors, corrected_overlap
from evenborn.sexratio.registration.loglinear import LogLinearFit, fit_log_linear
from evenborn.sexratio.registration.models import (
    INDEPENDENCE,
    Model,
    hierarchical_models,
    model,
    model_name,
)
from evenborn.sexratio.registration.orders import OrderGradient, order_gradient
from evenborn.sexratio.registration.patterns import capture_patterns, patterns_of_two
from evenborn.sexratio.registration.plausible import (
    PLAUSIBLE_DEPENDENCE,
    PLAUSIBLE_HIDDEN_SHARE,
    plausible_dependence,
    with_plausible_hidden_girls,
)
from evenborn.sexratio.registration.region import UncertaintyRegion, uncertainty_region
from evenborn.sexratio.registration.splitting import true_patterns
from evenborn.sexratio.registration.two_registers import TwoRegisters, two_registers
from evenborn.sexratio.registration.verdict import (
    SERIOUS_EXCESS,
    RegistrationVerdict,
    RegistrationVerdicts,
    registration_verdict,
)

__all__ = [
    "HIDDEN_PER_FAINT",
    "HIDDEN_PER_FAINT_EXPLAINED",
    "HIDDEN_PER_FAINT_WHERE_SHOWN",
    "INDEPENDENCE",
    "NO_ERRORS",
    "PLAUSIBLE_DEPENDENCE",
    "PLAUSIBLE_HIDDEN_SHARE",
    "SERIOUS_EXCESS",
    "AreaCoverage",
    "AveragedBirths",
    "CorrectedInterval",
    "CorrectedRatio",
    "DependenceRange",
    "EstimatedBirths",
    "FaintBirths",
    "LinkageErrors",
    "LogLinearFit",
    "Model",
    "OrderGradient",
    "RegistrationVerdict",
    "RegistrationVerdicts",
    "TwoRegisters",
    "UncertaintyRegion",
    "average_models",
    "capture_patterns",
    "corrected_overlap",
    "corrected_ratio",
    "coverage_by_area",
    "dependence_range",
    "faint_births",
    "fit_log_linear",
    "girls_needed",
    "hierarchical_models",
    "model",
    "model_name",
    "order_gradient",
    "patterns_of_two",
    "plausible_dependence",
    "registration_verdict",
    "tipping_point",
    "true_patterns",
    "two_registers",
    "uncertainty_region",
    "with_plausible_hidden_girls",
]
