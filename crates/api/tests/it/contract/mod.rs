//! Checked-in files that the code must agree with, and rules that every operation must keep.
