package pipelinelock.git;

import java.nio.file.Path;
import pipelinelock.tunnel.LoopbackSsh;
import pipelinelock.tunnel.MinaSsh;

/** The same where no OpenSSH server is installed. */
class GitOverMinaSshTest extends GitOverSshContract {
  @Override
  LoopbackSsh server(Path at) {
    return new MinaSsh();
  }
}
