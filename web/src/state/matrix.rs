//! The matrix of the estate that is open, worked out once for all that show it.

use nsp_analysis::matrix::Matrix;
use yew::prelude::*;

use super::{Shared, use_workspace};

#[derive(Properties, PartialEq)]
pub struct MatrixProviderProps {
    pub children: Html,
}

/// After an edit, what it did not touch is taken over from the matrix before.
#[component]
pub fn MatrixProvider(props: &MatrixProviderProps) -> Html {
    let workspace = use_workspace();
    let before = use_mut_ref(|| None::<Shared<Matrix>>);
    let estate = workspace.session.estate.clone();
    let matrix = use_memo(estate, |estate| {
        let made = match before.borrow().as_deref() {
            Some(matrix) => matrix.after(estate.compiled(), &[]),
            None => Matrix::new(estate.compiled(), &[]),
        };
        Shared::new(made)
    });
    before.replace(Some((*matrix).clone()));
    html! {
        <ContextProvider<Shared<Matrix>> context={(*matrix).clone()}>
            {props.children.clone()}
        </ContextProvider<Shared<Matrix>>>
    }
}

/// The matrix of the estate that is open.
#[hook]
#[expect(clippy::expect_used, reason = "a component outside of the provider is a mistake here")]
pub fn use_matrix() -> Shared<Matrix> {
    use_context().expect("within the matrix provider")
}
