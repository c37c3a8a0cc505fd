mod blocks;
mod identity_shares;
mod leaving;
mod licence;
mod licence_check;
mod licence_queue;
mod profile;
