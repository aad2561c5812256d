package pipelinelock.cli;

import picocli.CommandLine.IVersionProvider;
import pipelinelock.evidence.export.ThisBuild;

/** What {@code --version} prints. */
public final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"pipeline-lock " + ThisBuild.version()};
  }
}
