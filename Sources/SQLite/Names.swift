// GRDB has types of the same names. This file does not import it, so here the names mean ours.
import Database

typealias KithError = DatabaseError
