"""Which codes, names and addresses of FHIR a birth notification uses, and what each is in the register.

References
----------
HL7 FHIR R4 (4.0.1): Bundle, Patient, RelatedPerson, Encounter, Observation, Composition, Organization.
HL7 Vital Records Birth and Fetal Death Reporting (BFDR) 2.0.0, STU 2: Composition-provider-live-birth-report,
Composition-provider-fetal-death-report, Encounter-birth, Encounter-maternity, Patient-decedent-fetus, and the
observations below. HL7 Vital Records Common Library (VRCL) 2.0.0, STU 2: Patient-child-vr, Patient-mother-vr,
RelatedPerson-mother-vr, RelatedPerson-father-vr. LOINC 2.82. WS/T 682-2020, object identifiers in health.
"""

from collections.abc import Mapping

LOINC = "http://loinc.org"

FIELD_OF_LOINC: Mapping[str, str] = {
    "8339-4": "weight",  # birth weight measured
    "89269-5": "length",  # body height measured at birth
    "11884-4": "gestational_weeks",  # gestational age estimated, the code of the guide
    "57714-8": "gestational_weeks",  # obstetric estimation of gestational age
    "76516-4": "gestational_weeks",  # gestational age at birth
    "57722-1": "plurality",  # birth plurality of pregnancy
    "73771-8": "birth_position",  # birth order: the order born in the delivery, live born or not
    "11638-4": "living_before",  # births still living, this one not counted
    "68496-9": "dead_before",  # previous live births now dead
    "73757-7": "living",  # infant living at time of report
}
"""The only observations that are read; whatever else a woman's record holds is passed over unread."""

OF_THE_NEWBORN = frozenset(("weight", "length", "gestational_weeks", "plurality", "birth_position", "living"))
"""Read where the newborn is the subject. A woman's gestational age is of her antenatal care, and not read."""

OF_THE_MOTHER = frozenset(("plurality", "living_before", "dead_before"))
"""Read where the mother is the subject."""

SIGNS_OF_A_NEWBORN = frozenset(("weight", "length", "birth_position", "living"))
"""A person with one of these observations is a newborn, whatever else is known."""

LIVE_BIRTH_REPORT = "68998-4"
FETAL_DEATH_REPORTS = frozenset(("69045-3", "92010-8"))

MOTHERS = frozenset(("MTH", "NMTH", "NMTHF", "GESTM"))
FATHERS = frozenset(("FTH", "NFTH", "NFTHF"))
"""Codes of HL7 v3 RoleCode; adoptive and step parents are others."""

ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode"
IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203"
MEDICAL_RECORD, BIRTH_CERTIFICATE = "MR", "BCT"

RESIDENT_ID = "urn:oid:2.16.156.10011.1.3"
INPATIENT_NUMBER = "urn:oid:2.16.156.10011.1.12"
INSTITUTION = "urn:oid:2.16.156.10011.1.5"

BIRTH_TIME = "http://hl7.org/fhir/StructureDefinition/patient-birthTime"
MULTIPLE_BIRTH_TOTAL = "http://hl7.org/fhir/StructureDefinition/patient-multipleBirthTotal"
BIRTH_SEX = "http://hl7.org/fhir/us/core/StructureDefinition/us-core-birthsex"
FETAL_DEATH = "patient-fetal-death"
CERTIFICATE_NUMBER = "live-birth-certificate-number"
HOUSEHOLD_AREA = "urn:evenborn:area-of-household-registration"
"""Extension of a mother's resource; its valueCode is the area code. FHIR has no element for it."""

CHILD_PROFILE = "http://hl7.org/fhir/us/vr-common-library/StructureDefinition/Patient-child-vr"
FETUS_PROFILE = "http://hl7.org/fhir/us/bfdr/StructureDefinition/Patient-decedent-fetus"
