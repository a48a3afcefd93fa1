"""Many reviews, in many repositories, as tables and what they say together.

`tables` says which tables there are, `assessed` makes the rows of one review, `shelf`
keeps them as Parquet and reads only what changed, `engine` puts them before a database
engine, `questions` asks it through Ibis, `page` writes what came back.
"""
