//! The lazy modules and their pages and dialogs.

use domain::{error::AppError, operation::OperationKind, person::PersonRef, space::SpaceRow};
use leptos::{
    prelude::*,
    wasm_split::{SplitLoaderError, wasm_split},
};

use super::super::{
    catch_up::CatchUpPage,
    deals::{DealFormDialog, DealFormPage, DealShowPage, DealsPage, PipelinePage},
    file::FilePage,
    import::{ImportPage, PastImportsPage},
    notices::{NewestNotices, NoticesPage},
    search::{FoundInConversations, SearchPage},
    settings::{
        AddOnsPage, AuditLogPage, FieldsPage, FileRulesPage, ProfilePage, SpaceRulesPage, TrashPage, UsersPage,
    },
    sign_in::{JoinPage, SetupPage, SignInPage},
    space::SpaceShowPage,
    space_form::{SpaceFormDialog, SpaceFormPage},
    spaces_list::{
        ColumnsDialog, DeleteSpace, DialogState, ExportDialog, FilterDialog, GroupsManager, OperationDialog,
        OperationsBar, OperationsBarState, RecentDialog, ViewAct, ViewDialog,
    },
    statistics::{ActivitiesPage, OwnSignInsPage},
    topics::TopicPage,
};
use crate::{
    i18n::fetch_lazy_catalog,
    ui::{outbox::SendWaiting, shell::KeysDialog, uploads::UploadsPanel},
};

/// A lazy module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Module {
    /// Forms and dialogs.
    Forms,
    /// Pages of spaces, topics and deals, and what is read across spaces.
    Records,
    Settings,
    Statistics,
    Import,
}

impl Module {
    /// Returns the name of the module in the build's table of files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Forms => "forms",
            Self::Records => "records",
            Self::Settings => "settings",
            Self::Statistics => "statistics",
            Self::Import => "import",
        }
    }

    /// Fetches the module and the messages of the lazy modules. Completes at once if both are loaded; a failed fetch can be
    /// repeated.
    pub async fn fetch(self) -> Result<(), AppError> {
        let (code, messages) = futures::join!(self.fetch_code(), fetch_lazy_catalog());
        code.map_err(|_| AppError::Offline).and(messages)
    }

    async fn fetch_code(self) -> Result<(), SplitLoaderError> {
        match self {
            Self::Forms => fetch_forms().await,
            Self::Records => fetch_records().await,
            Self::Settings => fetch_settings().await,
            Self::Statistics => fetch_statistics().await,
            Self::Import => fetch_import().await,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryPage {
    SignIn,
    Setup,
    Join,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormPage {
    Space,
    Deal,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordPage {
    Space,
    Topic,
    Library,
    File,
    Deals,
    Deal,
    Notices,
    CatchUp,
    Search,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingsPage {
    Profile,
    Users,
    AddOns,
    SpaceRules,
    Fields,
    Files,
    Pipeline,
    AuditLog,
    Trash,
    PastImports,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatisticsPage {
    Activities,
    SignIns,
}

/// A dialog, or another part that a page shows later, with its parameters from the page that opens it.
#[derive(Clone, Copy)]
pub enum LazyDialogKind {
    Space(RwSignal<bool>),
    Deal(RwSignal<bool>),
    Operation(DialogState<OperationKind>),
    Export(RwSignal<bool>),
    View(DialogState<ViewAct>),
    Columns(RwSignal<bool>),
    Filters(RwSignal<bool>, Resource<Result<Vec<PersonRef>, AppError>>),
    Groups(RwSignal<bool>),
    Recent(RwSignal<bool>),
    DeleteSpace(DialogState<SpaceRow>),
    Keys(RwSignal<bool>),
    OperationsBar(OperationsBarState),
    /// The newest notices, in the menu of the bell.
    Notices(RwSignal<bool>),
    /// The posts that the list's search finds: what is searched, and how often rows have arrived.
    Conversations(RwSignal<bool>, Memo<String>, RwSignal<u32>),
}

impl LazyDialogKind {
    /// Returns the signal that says whether the dialog is open.
    pub fn open(self) -> RwSignal<bool> {
        match self {
            Self::Space(open)
            | Self::Deal(open)
            | Self::Export(open)
            | Self::Columns(open)
            | Self::Filters(open, _)
            | Self::Groups(open)
            | Self::Recent(open)
            | Self::Keys(open)
            | Self::Notices(open)
            | Self::Conversations(open, _, _) => open,
            Self::Operation(dialog) => dialog.open,
            Self::View(dialog) => dialog.open,
            Self::DeleteSpace(dialog) => dialog.open,
            Self::OperationsBar(state) => state.open,
        }
    }

    /// Returns whether the dialog is modal. The others are parts of a page, which can be open together with a dialog.
    pub fn is_modal(self) -> bool {
        !matches!(self, Self::OperationsBar(_))
    }
}

/// A page or dialog of the module [`Module::Forms`].
#[derive(Clone, Copy)]
pub enum Form {
    Page(FormPage),
    Entry(EntryPage),
    Dialog(LazyDialogKind),
}

/// A page or another part of the module [`Module::Records`].
#[derive(Clone, Copy)]
pub enum Record {
    Page(RecordPage),
    /// The part of the frame that sends posts which earlier pages have left, and uploads files.
    Outbox,
}

type Shown = Result<AnyView, SplitLoaderError>;

#[wasm_split(forms, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_forms))]
pub fn forms(wanted: Form) -> Shown {
    Ok(match wanted {
        Form::Page(FormPage::Space) => view! { <SpaceFormPage/> }.into_any(),
        Form::Page(FormPage::Deal) => view! { <DealFormPage/> }.into_any(),
        Form::Entry(EntryPage::SignIn) => view! { <SignInPage/> }.into_any(),
        Form::Entry(EntryPage::Setup) => view! { <SetupPage/> }.into_any(),
        Form::Entry(EntryPage::Join) => view! { <JoinPage/> }.into_any(),
        Form::Dialog(LazyDialogKind::Space(open)) => view! { <SpaceFormDialog open/> }.into_any(),
        Form::Dialog(LazyDialogKind::Deal(open)) => view! { <DealFormDialog open/> }.into_any(),
        Form::Dialog(LazyDialogKind::Operation(chosen)) => view! { <OperationDialog chosen/> }.into_any(),
        Form::Dialog(LazyDialogKind::Export(open)) => view! { <ExportDialog open/> }.into_any(),
        Form::Dialog(LazyDialogKind::View(dialog)) => view! { <ViewDialog dialog/> }.into_any(),
        Form::Dialog(LazyDialogKind::Columns(open)) => view! { <ColumnsDialog open/> }.into_any(),
        Form::Dialog(LazyDialogKind::Filters(open, people)) => view! { <FilterDialog open people/> }.into_any(),
        Form::Dialog(LazyDialogKind::Groups(open)) => view! { <GroupsManager open/> }.into_any(),
        Form::Dialog(LazyDialogKind::Recent(open)) => view! { <RecentDialog open/> }.into_any(),
        Form::Dialog(LazyDialogKind::DeleteSpace(dialog)) => view! { <DeleteSpace dialog/> }.into_any(),
        Form::Dialog(LazyDialogKind::Keys(open)) => view! { <KeysDialog open/> }.into_any(),
        Form::Dialog(LazyDialogKind::OperationsBar(state)) => view! { <OperationsBar state/> }.into_any(),
        Form::Dialog(LazyDialogKind::Notices(open)) => view! { <NewestNotices open/> }.into_any(),
        Form::Dialog(LazyDialogKind::Conversations(_, searched, arrivals)) => {
            view! { <FoundInConversations searched arrivals/> }.into_any()
        }
    })
}

#[wasm_split(records, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_records))]
pub fn records(wanted: Record) -> Shown {
    Ok(match wanted {
        Record::Page(RecordPage::Space) => view! { <SpaceShowPage/> }.into_any(),
        Record::Page(RecordPage::Topic) => view! { <TopicPage/> }.into_any(),
        Record::Page(RecordPage::Library) => view! { <SpaceShowPage library=true/> }.into_any(),
        Record::Page(RecordPage::File) => view! { <FilePage/> }.into_any(),
        Record::Page(RecordPage::Deals) => view! { <DealsPage/> }.into_any(),
        Record::Page(RecordPage::Deal) => view! { <DealShowPage/> }.into_any(),
        Record::Page(RecordPage::Notices) => view! { <NoticesPage/> }.into_any(),
        Record::Page(RecordPage::CatchUp) => view! { <CatchUpPage/> }.into_any(),
        Record::Page(RecordPage::Search) => view! { <SearchPage/> }.into_any(),
        Record::Outbox => view! {
            <SendWaiting/>
            <UploadsPanel/>
        }
        .into_any(),
    })
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_settings))]
pub fn settings(wanted: SettingsPage) -> Shown {
    Ok(match wanted {
        SettingsPage::Profile => view! { <ProfilePage/> }.into_any(),
        SettingsPage::Users => view! { <UsersPage/> }.into_any(),
        SettingsPage::AddOns => view! { <AddOnsPage/> }.into_any(),
        SettingsPage::SpaceRules => view! { <SpaceRulesPage/> }.into_any(),
        SettingsPage::Fields => view! { <FieldsPage/> }.into_any(),
        SettingsPage::Files => view! { <FileRulesPage/> }.into_any(),
        SettingsPage::Pipeline => view! { <PipelinePage/> }.into_any(),
        SettingsPage::AuditLog => view! { <AuditLogPage/> }.into_any(),
        SettingsPage::Trash => view! { <TrashPage/> }.into_any(),
        SettingsPage::PastImports => view! { <PastImportsPage/> }.into_any(),
    })
}

#[wasm_split(statistics, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_statistics))]
pub fn statistics(wanted: StatisticsPage) -> Shown {
    Ok(match wanted {
        StatisticsPage::Activities => view! { <ActivitiesPage/> }.into_any(),
        StatisticsPage::SignIns => view! { <OwnSignInsPage/> }.into_any(),
    })
}

#[wasm_split(import, wasm_split_path = leptos::wasm_split, fallible, preload(fetch_import))]
pub fn import() -> Shown {
    Ok(view! { <ImportPage/> }.into_any())
}
