package org.starflow.sink.stream;

/** Where a record of the spectra topic lies. */
record Place(int partition, long offset) {}
