package dev.ferry.peerlink.files;

import dev.ferry.FileOffer;
import dev.ferry.Peer;
import dev.ferry.negotiation.Cargo;
import dev.ferry.negotiation.Request;
import dev.ferry.negotiation.Watcher;

/** What a peer asks for. Its bytes go encrypted, whether they must or not. */
record FileRequest(Peer.Account from, Wanted wanted, FileTask task) implements Request {
  @Override
  public void serve(FileOffer file, boolean secret, Cargo cargo, Watcher watcher) {
    task.view().to(watcher);
    task.talk().post(new FileEvent.Served(file, cargo));
  }

  @Override
  public void refuse(String why) {
    task.talk().post(new FileEvent.Refused(why));
  }

  @Override
  public void cancel() {
    task.cancel();
  }
}
