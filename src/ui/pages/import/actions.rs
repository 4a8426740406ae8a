//! The actions of the steps: open a file, read it again with other options, map columns, check rows, restore after a
//! reload. They are in one file because each continues with another.

use domain::{
    custom_field::{CustomField, Kind},
    error::AppError,
    import::{CheckContext, FileNames, FoundNames, Mapping, Target, has_notation, match_fields},
};
use leptos::{prelude::*, task::spawn_local};
use spreadsheet::{
    ReadOptions,
    protocol::{Answer, Opened, Request, WorkerError},
};

use crate::{
    api::{
        fields::list_fields,
        imports::{import_context, import_names, import_spaces},
    },
    ui::{
        browser::{
            self,
            import_worker::{PickedFile, forget, keep_file, load_kept},
        },
        errors::sentence,
    },
};

use super::{
    sending,
    wizard::{Busy, Step, StoredImport, Wizard, within_limit},
};

/// Opens a file that was picked or dropped.
pub fn open(wizard: Wizard, file: PickedFile) {
    if matches!(wizard.step.get_untracked(), Step::Import) {
        return;
    }
    wizard.clear();
    wizard.show_step(Step::File);
    wizard.file_name.set(file.name());
    wizard.busy.set(Some(Busy::Reading));
    wizard.progress.set((0, 0));
    spawn_local(async move {
        let key = wizard.key.get_value();
        forget(&key).await;
        match read(
            wizard,
            &file,
            Request::Open {
                options: ReadOptions::default(),
            },
        )
        .await
        {
            Ok(opened) => {
                use_table(wizard, opened).await;
                wizard.busy.try_set(None);
                keep_file(&key, &file).await;
                wizard.keep();
            }
            Err(error) => wizard.worker_failed(&error),
        }
    });
}

async fn read(wizard: Wizard, file: &PickedFile, request: Request) -> Result<Opened, WorkerError> {
    within_limit(file)?;
    let bytes = file.bytes().await?;
    match wizard.ask(request, Some(bytes)).await? {
        Answer::Opened(opened) => Ok(*opened),
        _ => Err(WorkerError::Malformed),
    }
}

/// Reads the same file again with another sheet, encoding, delimiter or header.
pub fn read_again(wizard: Wizard, request: Request) {
    wizard.busy.set(Some(Busy::Reading));
    wizard.progress.set((0, 0));
    wizard.trouble.set(None);
    spawn_local(async move {
        match wizard.ask(request, None).await {
            Ok(Answer::Opened(opened)) => {
                use_table(wizard, *opened).await;
                wizard.busy.try_set(None);
                wizard.keep();
            }
            Ok(_) => wizard.worker_failed(&WorkerError::Malformed),
            Err(error) => wizard.worker_failed(&error),
        }
    });
}

/// Shows the table that was read, with the mapping that the person last chose for the same headers.
async fn use_table(wizard: Wizard, opened: Opened) {
    let remembered = opened.table.as_ref().ok().and_then(|table| {
        let text = browser::stored(&remembered_key(&table.fingerprint))?;
        let mapping: Mapping = serde_json::from_str(&text).ok()?;
        (mapping.columns.len() == table.columns.len()).then_some(mapping)
    });
    // If this fails, the columns can still be mapped to everything but custom fields.
    let fields = list_fields().await.unwrap_or_default();
    wizard.fields.try_set(fields.clone());
    let headers = opened.table.as_ref().ok().map(|table| {
        let names = table.columns.iter().map(|column| column.name.clone());
        names.collect::<Vec<String>>()
    });
    wizard.use_opened(opened);
    let Some(headers) = headers else { return };
    let chosen = remembered.is_some();
    let mut mapping = remembered
        .or_else(|| wizard.mapping.try_get_untracked())
        .unwrap_or_default();
    let gone = |target: &Option<Target>| matches!(target, Some(Target::Custom(id)) if !fields.iter().any(|field| field.id == *id));
    mapping
        .columns
        .iter_mut()
        .filter(|target| gone(target))
        .for_each(|target| *target = None);
    let matched = match_fields(&headers, &mapping.columns, &fields);
    // A mapping that the person chose for these headers before has priority.
    mapping.columns = match chosen {
        true => mapping
            .columns
            .iter()
            .zip(matched)
            .map(|(chosen, matched)| chosen.or(matched))
            .collect(),
        false => matched,
    };
    set_mapping(wizard, mapping).await;
}

fn remembered_key(fingerprint: &str) -> String {
    format!("import-mapping-{fingerprint}")
}

/// Stops reading; the file has to be chosen again.
pub fn cancel_reading(wizard: Wizard) {
    wizard.end_worker();
    wizard.busy.set(None);
    wizard.clear();
    wizard.file_name.set(String::new());
    let key = wizard.key.get_value();
    spawn_local(async move { forget(&key).await });
}

/// Forgets the file and everything that was done with it.
pub fn start_over(wizard: Wizard) {
    cancel_reading(wizard);
    wizard.show_step(Step::File);
}

/// Sends the mapping to the worker. Returns whether it can be used.
pub async fn set_mapping(wizard: Wizard, mapping: Mapping) -> bool {
    wizard.mapping.try_set(mapping.clone());
    match wizard.ask(Request::SetMapping { mapping }, None).await {
        Ok(Answer::Mapped { problems }) => {
            let usable = problems.is_empty();
            wizard.problems.try_set(problems);
            find_notations(wizard).await;
            usable
        }
        Ok(_) => false,
        Err(error) => {
            wizard.worker_failed(&error);
            false
        }
    }
}

/// Asks the worker how the numbers and dates of each column are written.
async fn find_notations(wizard: Wizard) {
    let fields = wizard.fields.try_get_untracked().unwrap_or_default();
    let fields: Vec<CustomField> = fields.into_iter().filter(has_notation).collect();
    let mapped = wizard.mapping.try_with_untracked(|mapping| {
        let is_one =
            |target: &Target| matches!(target, Target::Custom(id) if fields.iter().any(|field| field.id == *id));
        mapping.columns.iter().flatten().any(is_one)
    });
    let columns = match mapped {
        Some(true) => {
            let language = wizard.messages.0;
            match wizard.ask(Request::Notations { fields, language }, None).await {
                Ok(Answer::Notations { columns }) => columns,
                // A failure here occurs in the next step, too, and is reported there.
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    };
    wizard.notations.try_set(columns);
}

/// Changes the mapping.
pub fn change_mapping(wizard: Wizard, change: impl FnOnce(&mut Mapping)) {
    let mut mapping = wizard.mapping.get_untracked();
    change(&mut mapping);
    spawn_local(async move {
        set_mapping(wizard, mapping).await;
        wizard.keep();
    });
}

/// Goes from the columns to the check, with the current contents of the account.
pub fn go_to_check(wizard: Wizard) {
    remember(wizard);
    spawn_local(async move {
        if set_mapping(wizard, wizard.mapping.get_untracked()).await && check(wizard).await {
            wizard.go(Step::Check);
        }
    });
}

/// Stores the mapping for these headers, without what belongs only to this file.
fn remember(wizard: Wizard) {
    let Some(table) = wizard.opened.get_untracked().and_then(|opened| opened.table.ok()) else {
        return;
    };
    let mut mapping = wizard.mapping.get_untracked();
    mapping.choices.clear();
    mapping.defaults = Default::default();
    if let Ok(json) = serde_json::to_string(&mapping) {
        browser::store(&remembered_key(&table.fingerprint), &json);
    }
}

/// Checks all rows against the current contents of the account. Returns whether the check was possible.
pub async fn check(wizard: Wizard) -> bool {
    let same_file = wizard.same_file();
    wizard.busy.try_set(Some(Busy::Checking));
    wizard.progress.try_set((0, 0));
    let context = match import_context().await {
        Ok(context) => context,
        Err(failure) => {
            wizard.busy.try_set(None);
            wizard.trouble.try_set(Some(sentence(wizard.messages, &failure.0)));
            return false;
        }
    };
    let named = match with_names(wizard, context).await {
        Ok(context) => with_spaces_by_id(wizard, context).await,
        Err(error) => Err(error),
    };
    let context = match named {
        Ok(context) => context,
        Err(error) => {
            wizard.busy.try_set(None);
            wizard.trouble.try_set(Some(sentence(wizard.messages, &error)));
            return false;
        }
    };
    wizard.context.try_set_value(context.clone());
    same_file() && run_check(wizard, Request::Check { context: Some(context) }).await && same_file()
}

/// Number of spaces per request.
const SPACES_PER_REQUEST: usize = 1_000;
/// Number of names per request.
const NAMES_PER_REQUEST: usize = 2_000;

/// Adds the people and spaces that the file refers to by name to the context.
async fn with_names(wizard: Wizard, mut context: CheckContext) -> Result<CheckContext, AppError> {
    let is_person = |field: &&CustomField| field.kind == Kind::Person;
    let people = context.fields.iter().filter(is_person).map(|field| field.id).collect();
    let names = match wizard.ask(Request::FileNames { people }, None).await {
        Ok(Answer::FileNames(names)) => names,
        // A failure here occurs in the check, too, and is reported there.
        _ => FileNames::default(),
    };
    let found = find_names(names).await?;
    context.people = found.people;
    context.spaces = found.spaces;
    context.named.people = found.owners;
    Ok(context)
}

async fn find_names(names: FileNames) -> Result<FoundNames, AppError> {
    let mut found = FoundNames::default();
    for batch in names.batches(NAMES_PER_REQUEST) {
        let more = import_names(batch).await.map_err(|failure| failure.0)?;
        found.people.extend(more.people);
        found.spaces.extend(more.spaces);
        found.owners.extend(more.owners);
    }
    Ok(found)
}

/// Adds the spaces that the file refers to by id to the context.
async fn with_spaces_by_id(wizard: Wizard, mut context: CheckContext) -> Result<CheckContext, AppError> {
    let named = match wizard.ask(Request::NamedSpaces, None).await {
        Ok(Answer::NamedSpaces { ids }) => ids,
        // A failure here occurs in the check, too, and is reported there.
        _ => Vec::new(),
    };
    for ids in named.chunks(SPACES_PER_REQUEST) {
        let found = import_spaces(ids.to_vec()).await.map_err(|failure| failure.0)?;
        context.named.spaces.extend(found.spaces);
        context.named.current.extend(found.current);
        context.named.people.extend(found.people);
        context.named.closed.extend(found.closed);
    }
    Ok(context)
}

/// Checks all rows again after the meaning of a word or a rule was changed.
pub fn check_again(wizard: Wizard, change: impl FnOnce(&mut Mapping)) {
    let mut mapping = wizard.mapping.get_untracked();
    change(&mut mapping);
    spawn_local(async move {
        if set_mapping(wizard, mapping).await {
            run_check(wizard, Request::Check { context: None }).await;
            wizard.keep();
        }
    });
}

async fn run_check(wizard: Wizard, request: Request) -> bool {
    let checked = wizard.ask(request, None).await;
    let words = wizard.ask(Request::Words, None).await;
    wizard.busy.try_set(None);
    match (checked, words) {
        (Ok(Answer::Checked(totals)), Ok(Answer::Words(words))) => {
            wizard.totals.try_set(totals);
            wizard.unclear.try_set(words);
            wizard.changes.try_update(|changes| *changes = changes.wrapping_add(1));
            true
        }
        (Err(error), _) | (_, Err(error)) => {
            wizard.worker_failed(&error);
            false
        }
        _ => false,
    }
}

/// Changes a row, and updates the totals and the table. If names were typed that are not known yet, requests them
/// first.
pub async fn change_row(wizard: Wizard, request: Request) {
    let mut edited = wizard.ask(request, None).await;
    if let Ok(Answer::Edited { row, not_looked_up, .. }) = &edited
        && !not_looked_up.is_empty()
    {
        match find_names((**not_looked_up).clone()).await {
            Ok(found) => {
                wizard.context.try_update_value(|context| {
                    context.spaces.extend(found.spaces.iter().cloned());
                    context.named.people.extend(found.owners.iter().cloned());
                });
                edited = wizard.ask(Request::Learn { found, row: row.row }, None).await;
            }
            Err(error) => {
                wizard.trouble.try_set(Some(sentence(wizard.messages, &error)));
            }
        }
    }
    match edited {
        Ok(Answer::Edited { totals, .. }) => {
            wizard.totals.try_set(totals);
            wizard.changes.try_update(|changes| *changes = changes.wrapping_add(1));
            wizard.keep();
        }
        Ok(_) => {}
        Err(error) => wizard.worker_failed(&error),
    }
}

/// Restores the import as it was before a reload.
pub async fn restore(wizard: Wizard) {
    let key = wizard.key.get_value();
    let Some((file, state)) = load_kept(&key).await else {
        return;
    };
    let Ok(state) = serde_json::from_str::<StoredImport>(&state) else {
        forget(&key).await;
        return;
    };
    // A finished import is not restored, except when the person reloads the page with its result.
    if state.step == Step::Result && !browser::was_reloaded() {
        forget(&key).await;
        return;
    }
    // A file that was chosen meanwhile has priority.
    if wizard.busy.try_get_untracked().flatten().is_some() || wizard.opened.try_get_untracked().flatten().is_some() {
        return;
    }
    let same_file = wizard.same_file();
    wizard.died.try_set(false);
    wizard.file_name.try_set(file.name());
    wizard.busy.try_set(Some(Busy::Reading));
    let snapshot = state.snapshot.clone();
    match read(wizard, &file, Request::Restore { snapshot }).await {
        Ok(opened) => {
            let fields = list_fields().await.unwrap_or_default();
            if !same_file() {
                return;
            }
            wizard.fields.try_set(fields);
            wizard.use_opened(opened);
            find_notations(wizard).await;
        }
        Err(error) if same_file() => return wizard.worker_failed(&error),
        Err(_) => return,
    }
    wizard.busy.try_set(None);
    let checked = state.step < Step::Check || check(wizard).await;
    if !same_file() {
        return;
    }
    if !checked {
        wizard.show_step(Step::Columns);
        return;
    }
    wizard.import_id.try_set(state.id);
    wizard.result.try_set(state.result);
    wizard.show_step(state.step);
    if state.step == Step::Import {
        sending::resume(wizard);
    }
}
