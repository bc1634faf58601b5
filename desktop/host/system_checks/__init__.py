"""What can be told about this laptop without any passphrase. Standard library only.

Each check looks at a `Machine` and answers with findings; none changes anything,
and no finding names a person, an account of the system or a folder of theirs.
"""
