//! One upload: what it does next, and what each answer of the server means for it.

use domain::{error::AppError, file::upload::Progress};
use uuid::Uuid;

use super::{
    Destination,
    phase::{Answer, LARGEST_PART, PartLimit, Phase, Refusal, Step},
};

/// The smallest part to which parts are halved, in bytes.
pub const SMALLEST_PART: i64 = 64 * 1024;
/// The time before the first repeated try, in milliseconds. It doubles with each further one.
const FIRST_WAIT_MS: u32 = 1_000;
/// The longest time before a repeated try, in milliseconds.
const LONGEST_WAIT_MS: u32 = 30_000;
/// How often parts may arrive damaged in a row.
const DAMAGED_IN_A_ROW: u32 = 5;

/// An upload.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    pub id: Uuid,
    pub name: String,
    /// The folders of a dropped folder in which the file was, outermost first.
    pub path: Vec<String>,
    /// In bytes.
    pub size: i64,
    /// When the file was changed last, milliseconds since the Unix epoch.
    pub modified: i64,
    pub destination: Destination,
    pub phase: Phase,
    /// The bytes that were sent, also those of the part that is on its way.
    pub sent: i64,
    /// The address of the upload on the server.
    pub url: Option<String>,
    /// SHA-256 of the file in hexadecimal. An empty text means that it could not be computed.
    pub sha256: Option<String>,
    /// The bytes that the server is known to have.
    offset: Option<i64>,
    /// The size of the next part.
    part: i64,
    /// The number of tries since the last part that arrived.
    tries: u32,
    /// The number of parts in a row that arrived with another hash.
    damaged: u32,
    /// Whether the last part was one of them.
    wrong_whole: bool,
    wait: Option<u32>,
    /// Whether the server has lost the upload once.
    lost: bool,
    /// The number of times that it was started. What belongs to an earlier start has no effect.
    run: u32,
}

impl Item {
    /// Creates an upload that waits for its turn.
    pub fn new(
        id: Uuid,
        name: String,
        path: Vec<String>,
        [size, modified]: [i64; 2],
        destination: Destination,
    ) -> Self {
        Self {
            id,
            name,
            path,
            size,
            modified,
            destination,
            phase: Phase::Waiting,
            sent: 0,
            url: None,
            sha256: None,
            offset: None,
            part: LARGEST_PART,
            tries: 0,
            damaged: 0,
            wrong_whole: false,
            wait: None,
            lost: false,
            run: 0,
        }
    }

    /// Returns how much of the file has arrived.
    pub fn progress(&self) -> Progress {
        Progress {
            sent: self.sent,
            size: self.size,
        }
    }

    /// Returns whether it takes one of the places of uploads that run side by side.
    pub fn is_active(&self) -> bool {
        matches!(self.phase, Phase::Reading | Phase::Sending | Phase::Retrying)
    }

    /// Returns whether it is complete.
    pub fn is_done(&self) -> bool {
        matches!(self.phase, Phase::Done(_))
    }

    /// Returns whether its file is to be put into the text of a draft.
    pub fn is_unclaimed(&self) -> bool {
        self.is_done() && self.destination.is_draft()
    }

    /// Returns whether it may be tried again after a refusal.
    pub fn may_begin(&self) -> bool {
        let hopeless = [Refusal::TooDeep, Refusal::TooManyFiles, Refusal::Unreadable];
        !matches!(&self.phase, Phase::Refused(why) if hopeless.contains(why))
    }

    /// Returns whether the person can let it go on.
    pub fn may_resume(&self) -> bool {
        let stopped = self.phase == Phase::Paused || self.needs_person();
        stopped && self.has_file() && self.may_begin()
    }

    /// Returns whether the page can read its file.
    pub fn has_file(&self) -> bool {
        !matches!(self.phase, Phase::NoFile { .. })
    }

    /// Returns whether it will go on, now or when the person wants it.
    pub fn is_unfinished(&self) -> bool {
        !matches!(self.phase, Phase::Done(_) | Phase::Refused(_))
    }

    /// Returns whether it has stopped until the person does something about it.
    pub fn needs_person(&self) -> bool {
        matches!(
            self.phase,
            Phase::SignedOut | Phase::NoRoom | Phase::NoFile { .. } | Phase::Refused(_)
        )
    }

    /// Returns whether the person may stop it and let it go on later.
    pub fn may_pause(&self) -> bool {
        self.is_active() || self.phase == Phase::Waiting
    }

    /// Starts it. Returns the number of the start, with which its answers are taken.
    pub fn start(&mut self) -> u32 {
        self.phase = Phase::Sending;
        // Since it was stopped, a part may have arrived or not.
        self.offset = None;
        self.wait = None;
        self.tries = 0;
        self.run += 1;
        self.run
    }

    /// Stops it with a phase.
    pub fn stop(&mut self, phase: Phase) {
        self.run += 1;
        self.phase = phase;
    }

    /// Returns whether this start was the last one, and it was not stopped since.
    pub fn runs(&self, run: u32) -> bool {
        self.run == run && self.is_active()
    }

    /// Returns what to do next.
    pub fn step(&mut self, limit: PartLimit) -> Step {
        if let Some(wait) = self.wait.take() {
            return Step::Wait(wait);
        }
        if self.sha256.is_none() {
            self.phase = Phase::Reading;
            return Step::Hash;
        }
        // It remains `Retrying` until something has arrived, so that the words do not change with each try.
        if self.phase == Phase::Reading {
            self.phase = Phase::Sending;
        }
        match (&self.url, self.offset) {
            (None, _) => Step::Create,
            (Some(_), Some(from)) if from < self.size => Step::Send {
                from,
                length: self.part.min(limit.0).min(self.size - from),
            },
            (Some(_), _) => Step::Look,
        }
    }

    /// Takes the hash of the file; `None` if this browser cannot compute it.
    pub fn hashed(&mut self, sha256: Option<String>) {
        self.sha256 = Some(sha256.unwrap_or_default());
        self.sent = 0;
    }

    /// Takes the number of bytes of the file that were read or sent so far.
    pub fn passed(&mut self, bytes: i64) {
        self.sent = bytes.clamp(0, self.size);
    }

    /// Takes the answer to a step.
    pub fn answered(&mut self, step: &Step, answer: Answer, limit: &mut PartLimit) {
        if let (200..=299, Some(file)) = (answer.status, answer.file) {
            self.sent = self.size;
            return self.stop(Phase::Done(file));
        }
        match (step, answer.status) {
            (Step::Create, 200..=299) => self.created(answer),
            (Step::Send { .. }, 200..=299) => self.arrived(answer.offset, *limit),
            (_, 200..=299) => self.found(answer.offset),
            (Step::Send { length, .. }, 413) => self.too_large(*length, limit),
            (Step::Send { from, length }, 460) => self.arrived_damaged(from + length == self.size),
            // The server has another part of it already.
            (Step::Send { .. } | Step::Look, 409) => self.look_after(None),
            // The server still writes a part of it.
            (_, 423) => self.look_after(Some(FIRST_WAIT_MS)),
            (Step::Send { .. } | Step::Look, 404 | 410) if self.wrong_whole && self.lost => {
                self.stop(Phase::Refused(Refusal::Damaged));
            }
            // It has expired, or is no longer there for this person; creating it again tells which.
            (Step::Send { .. } | Step::Look, 404 | 410) if !self.lost => self.begin_again(),
            (_, 401) => self.stop(Phase::SignedOut),
            (_, 507) => self.stop(Phase::NoRoom),
            (Step::Create, 413) if answer.largest.is_some() => {
                self.stop(Phase::Refused(Refusal::TooLarge(answer.largest.unwrap_or_default())));
            }
            (_, 400..=499) if !matches!(answer.status, 408 | 425 | 429) => {
                self.stop(Phase::Refused(Refusal::Server(answer.refusal())));
            }
            _ => self.try_later(answer.seconds),
        }
    }

    fn created(&mut self, answer: Answer) {
        match answer.location {
            Some(url) => {
                self.url = Some(url);
                self.found(answer.offset.or(Some(0)));
            }
            None => self.try_later(None),
        }
    }

    /// Goes on after a part that has arrived.
    fn arrived(&mut self, offset: Option<i64>, limit: PartLimit) {
        self.tries = 0;
        self.damaged = 0;
        self.wrong_whole = false;
        self.part = (self.part * 2).min(limit.0);
        self.set_offset(offset);
    }

    /// Goes on where the server is.
    fn found(&mut self, offset: Option<i64>) {
        self.set_offset(offset);
        if self.offset.is_some_and(|offset| offset >= self.size) {
            // Everything has arrived, and the server has not made the file yet.
            self.wait = Some(self.backed_off());
        }
    }

    fn set_offset(&mut self, offset: Option<i64>) {
        match offset.filter(|offset| (0..=self.size).contains(offset)) {
            Some(offset) => {
                self.offset = Some(offset);
                self.sent = offset;
                self.phase = Phase::Sending;
            }
            None => self.try_later(None),
        }
    }

    /// Halves the parts of all uploads, because something on the way refuses larger ones.
    fn too_large(&mut self, length: i64, limit: &mut PartLimit) {
        if length <= SMALLEST_PART {
            return self.stop(Phase::Refused(Refusal::Server(AppError::TooLarge)));
        }
        limit.0 = limit.0.min((length / 2).max(SMALLEST_PART));
        self.part = self.part.min(limit.0);
        self.look_after(None);
    }

    /// Sends a part again. After the last one, it may be that the whole has another hash than the file had; the server has
    /// forgotten the upload then.
    fn arrived_damaged(&mut self, last: bool) {
        self.wrong_whole = last;
        self.damaged += 1;
        if self.damaged >= DAMAGED_IN_A_ROW {
            return self.stop(Phase::Refused(Refusal::Damaged));
        }
        self.look_after(None);
    }

    fn look_after(&mut self, wait: Option<u32>) {
        self.offset = None;
        self.wait = wait.map(|wait| wait.max(self.backed_off()));
    }

    fn begin_again(&mut self) {
        if self.wrong_whole {
            // The file may be another one by now.
            self.sha256 = None;
        }
        self.lost = true;
        self.url = None;
        self.offset = None;
        self.sent = 0;
    }

    fn try_later(&mut self, seconds: Option<u32>) {
        self.phase = Phase::Retrying;
        // Smaller parts get through a bad network.
        self.part = (self.part / 2).max(SMALLEST_PART);
        let asked = seconds.map_or(0, |seconds| seconds.saturating_mul(1_000));
        self.look_after(Some(asked.min(LONGEST_WAIT_MS)));
    }

    /// Returns the time before the next try, and counts it.
    fn backed_off(&mut self) -> u32 {
        let wait = FIRST_WAIT_MS << self.tries.min(5);
        self.tries += 1;
        wait.min(LONGEST_WAIT_MS)
    }
}

#[cfg(test)]
mod tests;
