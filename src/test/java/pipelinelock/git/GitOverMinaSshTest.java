package pipelinelock.git;

import java.nio.file.Path;
import pipelinelock.ssh.LoopbackSsh;
import pipelinelock.ssh.MinaSsh;

/** The same where no OpenSSH server is installed. */
class GitOverMinaSshTest extends GitOverSshContract {
  @Override
  LoopbackSsh server(Path at) {
    return new MinaSsh();
  }
}
