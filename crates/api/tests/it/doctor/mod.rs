mod blocks;
mod identity_shares;
mod leaving;
mod profile;
