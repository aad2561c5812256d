package pipelinelock.runbook.platform;

import pipelinelock.diagnosis.look.DirectorReader;
import pipelinelock.diagnosis.look.PipelineReader;
import pipelinelock.environment.Environment;
import pipelinelock.incident.policy.CurePolicies;
import pipelinelock.lock.LockPool;

/** One environment with its policies and the ways to its remote systems. */
public record Platform(
    Environment environment,
    CurePolicies policies,
    LockPool lockPool,
    LockReleaser lockReleaser,
    PipelineReader pipelineReader,
    LockJob lockJob,
    DirectorReader directorReader,
    Recreator recreator) {}
