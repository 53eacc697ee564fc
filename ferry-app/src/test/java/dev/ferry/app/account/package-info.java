/** Tests of the accounts and their secrets. */
@NullMarked
package dev.ferry.app.account;

import org.jspecify.annotations.NullMarked;
