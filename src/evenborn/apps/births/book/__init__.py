"""The register book of a facility, printed from what it entered; it names nobody."""
