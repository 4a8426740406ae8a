//! Sending what the queue holds, as fast as the quota permits.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use governor::{DefaultDirectRateLimiter, Quota, RateLimiter, clock::Clock};
use tokio_util::sync::CancellationToken;

use super::{
    compose::{Composed, compose},
    sender::{SendError, Sender},
};
use crate::server::{
    config::{Config, mail::MailConfig},
    permits::{Purpose, SystemPermit},
    store::{
        Store, StoreError,
        mail::{self, Queued},
    },
};

/// The maximum number of messages a minute.
const PER_MINUTE: NonZeroU32 = NonZeroU32::MIN.saturating_add(59);
/// The pause after the mail server did not answer, since it would not answer for the next message either.
const UNREACHABLE_PAUSE: Duration = Duration::from_secs(60);

/// The queue with its sender.
pub struct Delivery {
    store: Store,
    config: Arc<Config>,
    mail: MailConfig,
    sender: Sender,
    quota: DefaultDirectRateLimiter,
}

/// When the queue is looked at again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// At this instant, milliseconds since the Unix epoch, or when something is queued. `None`: only then.
    Due(Option<i64>),
    /// After this pause, whatever is queued meanwhile.
    Pause(Duration),
}

/// The result of one turn of the queue.
enum Turn {
    Done,
    Unreachable,
}

impl Delivery {
    /// Returns the delivery of the messages in the store.
    ///
    /// # Errors
    ///
    /// The mail server or folder cannot be used.
    pub fn new(store: Store, config: Arc<Config>, mail: MailConfig) -> Result<Self, String> {
        let sender = Sender::new(&mail, &config.host())?;
        Ok(Self {
            store,
            config,
            mail,
            sender,
            quota: RateLimiter::direct(Quota::per_minute(PER_MINUTE)),
        })
    }

    /// Returns the same delivery with another time limit for a message and another quota.
    #[cfg(test)]
    pub fn limited(self, time_limit: Duration, per_minute: NonZeroU32) -> Self {
        Self {
            sender: self.sender.within(time_limit),
            quota: RateLimiter::direct(Quota::per_minute(per_minute)),
            ..self
        }
    }

    /// Sends all messages that are due, oldest first, until the quota is used, the mail server does not answer, or `stop`
    /// is cancelled. `clock` returns the current time, milliseconds since the Unix epoch.
    pub async fn send_due(&self, clock: impl Fn() -> i64, stop: &CancellationToken) -> Result<Next, StoreError> {
        while !stop.is_cancelled() {
            let now = clock();
            match self.next_due().await? {
                Some(at) if at <= now => {}
                later => return Ok(Next::Due(later)),
            }
            if let Err(used) = self.quota.check() {
                return Ok(Next::Pause(used.wait_time_from(self.quota.clock().now())));
            }
            if let Turn::Unreachable = self.turn(now).await? {
                return Ok(Next::Pause(UNREACHABLE_PAUSE));
            }
        }
        Ok(Next::Due(None))
    }

    async fn next_due(&self) -> Result<Option<i64>, StoreError> {
        let mut conn = self.store.reader().acquire().await?;
        let due = [mail::next_try(&mut conn).await?, mail::next_digest(&mut conn).await?];
        Ok(due.into_iter().flatten().min())
    }

    /// Sends the oldest message. The try is counted and committed first, so that a message that cannot be made does not
    /// hold up the others.
    async fn turn(&self, now: i64) -> Result<Turn, StoreError> {
        let Some(queued) = self.claim(now).await? else {
            return Ok(Turn::Done);
        };
        let (sent, digest_up_to) = match self.composed(&queued).await {
            Ok(Some(composed)) => (self.sender.send(composed.message).await, composed.digest_up_to),
            Ok(None) => return Ok(Turn::Done),
            Err(error) => (Err(SendError::NotMade(error.to_string())), None),
        };
        self.record(&queued, now, &sent, digest_up_to).await?;
        Ok(match sent {
            Err(SendError::Unreachable(_)) => Turn::Unreachable,
            Ok(()) | Err(SendError::Refused(_) | SendError::NotMade(_)) => Turn::Done,
        })
    }

    /// Queues the digests that are due, and claims the oldest message.
    async fn claim(&self, now: i64) -> Result<Option<Queued>, StoreError> {
        let mut tx = SystemPermit::begin(&self.store, Purpose::Mail).await?;
        mail::queue_due_digests(&mut tx, now).await?;
        let queued = mail::claim(&mut tx, now).await?;
        tx.commit().await?;
        Ok(queued)
    }

    /// Returns the message. If there is nothing to say, it is removed from the queue.
    async fn composed(&self, queued: &Queued) -> Result<Option<Composed>, StoreError> {
        let composed = match queued.kind.is_optional() {
            // A long digest does not hold up writers.
            true => {
                let mut tx = self.store.reader().begin().await?;
                compose(&mut tx, &self.store, &self.config, &self.mail, queued).await?
            }
            // The message contains a link that is made for it.
            false => {
                let mut tx = SystemPermit::begin(&self.store, Purpose::Mail).await?;
                let composed = compose(&mut tx, &self.store, &self.config, &self.mail, queued).await?;
                tx.commit().await?;
                composed
            }
        };
        if composed.is_none() {
            let mut tx = SystemPermit::begin(&self.store, Purpose::Mail).await?;
            mail::remove(&mut tx, queued.id).await?;
            tx.commit().await?;
        }
        Ok(composed)
    }

    async fn record(
        &self,
        queued: &Queued,
        now: i64,
        sent: &Result<(), SendError>,
        digest_up_to: Option<i64>,
    ) -> Result<(), StoreError> {
        let (person, kind, tries) = (queued.person, queued.kind.as_str(), queued.tries);
        let mut tx = SystemPermit::begin(&self.store, Purpose::Mail).await?;
        let given_up = match sent {
            Ok(()) => {
                mail::remove(&mut tx, queued.id).await?;
                if let Some(up_to) = digest_up_to {
                    mail::digest_sent(&mut tx, person, up_to).await?;
                }
                false
            }
            Err(error) => mail::record_failure(&mut tx, queued, now, &error.to_string()).await?,
        };
        tx.commit().await?;
        match sent {
            Ok(()) => tracing::debug!(%person, kind, tries, "an e-mail was sent"),
            Err(error) if given_up => tracing::error!(%person, kind, tries, %error, "an e-mail was given up"),
            Err(error) => tracing::warn!(%person, kind, tries, %error, "an e-mail was not sent and is tried again"),
        }
        Ok(())
    }
}
