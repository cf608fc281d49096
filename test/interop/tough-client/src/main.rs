//! tough, with the protocol of support/clients.ts.
use serde_json::{json, Value};
use std::path::{Path, PathBuf};
use tough::{IntoVec, Repository, RepositoryLoader, TargetName};
use url::Url;

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    println!("{}", runtime.block_on(run())?);
    Ok(())
}

async fn run() -> Result<Value, Failure> {
    let arguments: Vec<String> = std::env::args().collect();
    let folder = PathBuf::from(&arguments[2]);
    let targets: Vec<String> = serde_json::from_reader(std::io::stdin())?;
    let repository = match update(&arguments[1], &folder).await {
        Ok(repository) => repository,
        Err(failure) => return Ok(json!({ "stopped": text_of(failure), "targets": [] })),
    };
    let mut outcomes = Vec::new();
    for (i, target) in targets.iter().enumerate() {
        let file = folder.join("downloads").join(i.to_string());
        outcomes.push(
            download(&repository, target, &file)
                .await
                .err()
                .map(text_of),
        );
    }
    Ok(json!({ "stopped": null, "targets": outcomes }))
}

async fn update(site: &str, folder: &Path) -> Result<Repository, Failure> {
    let root = std::fs::read(folder.join("root.json"))?;
    let state = folder.join("state");
    std::fs::create_dir_all(&state)?;
    let site = Url::parse(site)?;
    let loader = RepositoryLoader::new(&root, site.join("metadata/")?, site.join("targets/")?);
    Ok(loader.datastore(state).load().await?)
}

async fn download(repository: &Repository, target: &str, file: &Path) -> Result<(), Failure> {
    let stream = repository
        .read_target(&TargetName::new(target)?)
        .await?
        .ok_or("no role lists it")?;
    Ok(std::fs::write(file, stream.into_vec().await?)?)
}

/// The error with its causes.
fn text_of(failure: Failure) -> String {
    let mut text = failure.to_string();
    let mut cause = failure.source();
    while let Some(error) = cause {
        text = format!("{text}: {error}");
        cause = error.source();
    }
    text
}
