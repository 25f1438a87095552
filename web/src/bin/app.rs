//! Mounts the page.

fn main() {
    yew::Renderer::<nsp_web::App>::new().render();
}
