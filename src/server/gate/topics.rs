//! The gate for topics.

use domain::{
    error::AppError,
    topic::{
        TopicAddress,
        access::{TopicAction, decide_topic},
    },
};

use super::Gate;
use crate::server::{permits::TopicPermit, store::topics};

impl Gate {
    /// Returns the permit for one action on one topic, or the reason for the refusal. An address from before a move
    /// leads to the topic.
    pub async fn topic(&self, address: TopicAddress, action: TopicAction) -> Result<TopicPermit, AppError> {
        let mut tx = self.store.begin().await?;
        let me = self.present(&mut tx).await?;
        let topic = topics::access::known(&mut tx, &me.viewer(), address).await?;
        decide_topic(&me.viewer(), &topic.facts, action)?;
        Ok(TopicPermit::new(tx, me, topic, action, self.now()))
    }

    /// Returns the permit to delete or restore a post: as its author, or as a person who may delete those of others.
    pub async fn deleting_post(&self, address: TopicAddress, post: i64) -> Result<TopicPermit, AppError> {
        let action = {
            let mut tx = self.read().await?;
            topics::thread::deleting(&mut tx, &self.viewer(), address, post).await?
        };
        self.topic(address, action).await
    }
}
