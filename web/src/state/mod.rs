//! What the page holds, and how it changes.

mod documents;
mod draft;
mod hooks;
mod reading;
mod shared;
mod workspace;

pub use documents::{Estate, FieldError, Refused, SourceFile, short_name};
pub use draft::{Draft, Field};
pub use hooks::{WorkspaceProvider, use_dispatch, use_workspace};
pub use reading::read_files;
pub use shared::Shared;
pub use workspace::{Action, Fired, Placement, Workspace};
