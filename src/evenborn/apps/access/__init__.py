"""Officers, departments and appointments: who may do what, where, until when.

For every officer, and for the three administrators whose powers GB/T 22239-2019 keeps apart (system,
security, audit). Here stands `@action`, through which every change of the office goes.
"""
