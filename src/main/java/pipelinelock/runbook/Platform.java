package pipelinelock.runbook;

import pipelinelock.diagnosis.DirectorReader;
import pipelinelock.diagnosis.PipelineReader;
import pipelinelock.environment.Environment;
import pipelinelock.incident.ApprovalPolicy;
import pipelinelock.lock.LockPool;

/** One environment with its policy and the ways to its remote systems. */
public record Platform(
    Environment environment,
    ApprovalPolicy policy,
    LockPool lockPool,
    PipelineReader pipelineReader,
    LockJob lockJob,
    DirectorReader directorReader,
    Recreator recreator) {}
