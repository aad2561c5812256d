package pipelinelock.diagnosis.look;

import pipelinelock.environment.Environment;
import pipelinelock.lock.LockPool;

/** Where the evidence about one environment is read. */
public record Sources(
    Environment environment,
    LockPool lock,
    PipelineReader pipeline,
    DirectorReader director,
    AbortRecord aborts) {}
