package pipelinelock.git;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.channel.ChannelExec;
import org.apache.sshd.client.channel.ClientChannelEvent;
import pipelinelock.ssh.SshConnection;

/** A program at the far end of an SSH connection, in the form that JGit expects. */
final class RemoteProcess extends Process {
  private static final EnumSet<ClientChannelEvent> ENDED =
      EnumSet.of(ClientChannelEvent.CLOSED, ClientChannelEvent.EXIT_STATUS);

  private final ChannelExec channel;

  private RemoteProcess(ChannelExec channel) {
    this.channel = channel;
  }

  static Process start(SshConnection connection, String command, Duration limit)
      throws IOException {
    var channel = connection.session().createExecChannel(command);
    channel.open().verify(limit);
    return new RemoteProcess(channel);
  }

  @Override
  public OutputStream getOutputStream() {
    return channel.getInvertedIn();
  }

  @Override
  public InputStream getInputStream() {
    return channel.getInvertedOut();
  }

  @Override
  public InputStream getErrorStream() {
    return channel.getInvertedErr();
  }

  @Override
  public int waitFor() throws InterruptedException {
    while (!waitFor(1, TimeUnit.SECONDS)) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
    }
    return exitValue();
  }

  @Override
  public boolean waitFor(long timeout, TimeUnit unit) {
    return !channel.waitFor(ENDED, unit.toMillis(timeout)).contains(ClientChannelEvent.TIMEOUT);
  }

  @Override
  public int exitValue() {
    var status = channel.getExitStatus();
    if (status != null) {
      return status;
    }
    if (channel.isClosed()) {
      return -1; // ended by a signal, or with the connection
    }
    throw new IllegalThreadStateException("the program at the far end still runs");
  }

  @Override
  public void destroy() {
    channel.close(true);
  }
}
