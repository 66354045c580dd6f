"""A world whose truth is known: areas, facilities, families and births that are invented from a seed.

What departments hold of these births, and the files they would send, is made from the tables of this
package. Nothing here describes a real place or person; docs/simulation.md says what the world is.
"""
