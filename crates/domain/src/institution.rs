//! institution
