"""Courses for officers: attendance, certificates, who lacks one."""
