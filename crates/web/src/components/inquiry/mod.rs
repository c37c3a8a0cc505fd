//! Pieces of conversations.
