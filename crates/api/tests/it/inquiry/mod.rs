mod advance;
mod create;
mod ending;
mod journey;
mod list;
mod messages;
mod privacy;
mod reminders;
