package dev.ferry.dht.node;

/** The parts of a node that operations work with. */
record Parts(Kernel kernel, Tables tables, Requests requests, Learning learning, Storage storage) {}
