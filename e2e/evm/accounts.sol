// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// Smart accounts to test with. None is fit to hold anything.

bytes4 constant MAGIC = 0x1626ba7e;

function signerOf(bytes32 hash, bytes memory signature) pure returns (address) {
  if (signature.length < 65) return address(0);
  bytes32 r;
  bytes32 s;
  uint8 v;
  assembly {
    r := mload(add(signature, 32))
    s := mload(add(signature, 64))
    v := byte(0, mload(add(signature, 96)))
  }
  return ecrecover(hash, v, r, s);
}

/// Of one owner; what stands after the owner's signature is the account's own business.
contract Owned {
  address private immutable owner;

  constructor(address owner_) {
    owner = owner_;
  }

  function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
    return signerOf(hash, signature) == owner ? MAGIC : bytes4(0xffffffff);
  }
}

contract Factory {
  function create(address owner) external returns (address) {
    return address(new Owned{salt: bytes32(0)}(owner));
  }

  function nothing() external {}

  function fail() external pure {
    revert("no");
  }
}

/// Like a Safe's approved hashes: an empty signature is good for what was approved on the chain.
contract Approving {
  mapping(bytes32 => bool) private approved;

  function approve(bytes32 hash) external {
    approved[hash] = true;
  }

  function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
    return signature.length == 0 && approved[hash] ? MAGIC : bytes4(0xffffffff);
  }
}

/// Must be prepared by a call before it accepts its owner.
contract Prepared {
  address private immutable owner;
  bool private ready;

  constructor(address owner_) {
    owner = owner_;
  }

  function prepare() external {
    ready = true;
  }

  function isValidSignature(bytes32 hash, bytes calldata signature) external view returns (bytes4) {
    return ready && signerOf(hash, signature) == owner ? MAGIC : bytes4(0);
  }
}

contract Reverting {
  function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
    revert("no");
  }
}

/// Has no such function.
contract Silent {
  receive() external payable {}
}

contract SaysTrue {
  function isValidSignature(bytes32, bytes calldata) external pure returns (bool) {
    return true;
  }
}

/// The right four bytes and then others: no bytes4 as the ABI writes it.
contract SaysMore {
  fallback() external {
    assembly {
      mstore(0, 0x1626ba7e00000000000000000000000000000000000000000000000000000001)
      return(0, 32)
    }
  }
}

contract SaysLess {
  fallback() external {
    assembly {
      mstore(0, 0x1626ba7e00000000000000000000000000000000000000000000000000000000)
      return(0, 4)
    }
  }
}

contract Echoes {
  fallback() external {
    assembly {
      calldatacopy(0, 0, calldatasize())
      return(0, calldatasize())
    }
  }
}

contract Floods {
  fallback() external {
    assembly {
      return(0, 1000000)
    }
  }
}

contract Burns {
  fallback() external {
    for (;;) {}
  }
}

/// The Universal Resolver (ENSIP-23) as far as names of addresses go.
contract Names {
  error ReverseAddressMismatch(string name, bytes primaryAddress);

  struct Record {
    string name;
    address leadsTo;
  }

  mapping(address => Record) private records;

  function set(address who, address leadsTo, string calldata name) external {
    records[who] = Record(name, leadsTo);
  }

  function reverse(bytes calldata who, uint256 coinType) external view returns (string memory, address, address) {
    require(who.length == 20 && coinType == 60, "not asked for Ethereum");
    address asked = address(bytes20(who));
    Record storage known = records[asked];
    if (bytes(known.name).length > 0 && known.leadsTo != asked) {
      revert ReverseAddressMismatch(known.name, abi.encodePacked(known.leadsTo));
    }
    return (known.name, address(1), address(2));
  }
}
