package pipelinelock.diagnosis.look;

import pipelinelock.environment.Environment;
import pipelinelock.lock.LockPool;

/** Where one environment's evidence is read. */
public record Sources(
    Environment environment,
    LockPool lock,
    PipelineReader pipeline,
    DirectorReader director,
    AbortRecord aborts) {}
