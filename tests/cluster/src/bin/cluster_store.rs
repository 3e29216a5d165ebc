//! An S3 server on loopback over a folder: `cluster_store FOLDER`. Prints its address.

use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto::Builder;
use s3s::auth::SimpleAuth;
use s3s::service::S3ServiceBuilder;
use s3s_fs::FileSystem;
use tokio::net::TcpListener;

#[tokio::main]
async fn main() {
    let folder = std::env::args().nth(1).expect("a folder");
    let files = FileSystem::new(folder).expect("a folder that can be served");
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single("test", "test-secret"));
    let service = service.build();
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    println!("{}", listener.local_addr().expect("an address"));
    let server = Builder::new(TokioExecutor::new());
    while let Ok((socket, _)) = listener.accept().await {
        let connection =
            server.serve_connection(TokioIo::new(socket), service.clone()).into_owned();
        tokio::spawn(async move { connection.await.ok() });
    }
}
