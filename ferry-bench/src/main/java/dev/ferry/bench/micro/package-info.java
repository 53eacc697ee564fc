/** Micro benchmarks (JMH) that decisions in the copying engine rest on. */
@NullMarked
package dev.ferry.bench.micro;

import org.jspecify.annotations.NullMarked;
