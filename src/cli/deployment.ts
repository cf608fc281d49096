/** Deploying as the command and the action both do it: wires a destination, a built folder and what judges it. */
import { resolve } from 'node:path';
import { builtFolder } from '../adapters/folder/built-folder.ts';
import { parseFolderBelow } from '../deployment/destination-uri.ts';
import { progressLines } from '../operations/deploy/report.ts';
import { type DeployOutcome, deploy } from '../operations/deploy.ts';
import type { CloudLogin } from '../ports/cloud-login.ts';
import { createSignatureVerifier } from '../tuf/verify.ts';
import { destinationAt, uploadPatience } from './destinations.ts';
import { clockOf, type Environment } from './environment.ts';
import { sayFindings } from './say-findings.ts';
import { secondOpinion } from './second-opinion.ts';
import { sigstoreOnDemand } from './sigstore.ts';

export interface DeploymentRequest {
  /** As it was typed. */
  readonly destination: string;
  /** Folders of the build, relative to the working directory. */
  readonly metadata: string;
  readonly artifacts: string;
  /** Folders below the destination. */
  readonly metadataPath: string;
  readonly artifactsPath: string;
  readonly dryRun: boolean;
  readonly checkAll: boolean;
  /** Days. */
  readonly pruneOlderThan: number | undefined;
}

/** Errors: `usage`, and those of `deploy`. What is found on the way is said on stderr. */
export async function runDeployment(
  request: DeploymentRequest,
  environment: Environment,
  login: CloudLogin,
): Promise<DeployOutcome> {
  const { cwd, variables, stderr } = environment;
  const destination = await destinationAt(request.destination, cwd, login);
  const layout = {
    metadata: parseFolderBelow(request.metadataPath),
    artifacts: parseFolderBelow(request.artifactsPath),
  };
  const sigstore = sigstoreOnDemand(environment);
  const line = progressLines();
  const outcome = await deploy(
    {
      now: clockOf(environment).now,
      verifier: createSignatureVerifier({ sigstore: sigstore.check }),
      prepareSigstore: sigstore.prepare,
      noVerifyKeyid: Boolean(variables['TUF_ON_CI_NO_VERIFY_KID']),
    },
    {
      layout,
      dryRun: request.dryRun,
      checkAll: request.checkAll,
      ...(request.pruneOlderThan !== undefined && { pruneOlderThan: request.pruneOlderThan }),
    },
    {
      destination,
      built: {
        metadata: builtFolder(resolve(cwd, request.metadata)),
        artifacts: builtFolder(resolve(cwd, request.artifacts)),
      },
      secondOpinion,
      patience: uploadPatience,
      progress(progress) {
        const text = line(progress);
        if (text) stderr(`${text.text}\n`);
      },
    },
  );
  sayFindings(outcome.findings, environment);
  return outcome;
}
