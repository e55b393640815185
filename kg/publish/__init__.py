"""Named graphs of a store -> a SPARQL server, and back to see that they arrived.

dialects   what the servers call their endpoints, and how to tell which server answers
access     user, password and token, from places that are not the command line
client     HTTP with retries, and what goes wrong as errors that say what to do
server     named graphs put, deleted, counted and read back
graphs     named graphs of the store, with the checksum of their canonical form
values     literals by value, so that "0.50" and "0.5" are told from a loss
compare    what is here and there, in three kinds: the same, written otherwise, lost
state      what was sent to a server, kept beside the graph
run        the order of it all
"""

from kg.publish.access import Access, find_access
from kg.publish.compare import Check
from kg.publish.dialects import SERVERS
from kg.publish.run import Report, Step, publish
from kg.publish.server import Server, connect

__all__ = ["SERVERS", "Access", "Check", "Report", "Server", "Step", "connect", "find_access", "publish"]
